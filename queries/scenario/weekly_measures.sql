-- purpose: what changed in measures week by week up to a day, for the areas of one level in a view
-- grain: one row per area, measure and week with a change; week $weeks ends on the as-of day, week 0 holds all that was
--     before week 1 began
-- parameters: fiscal_year, as_of, scope (Filters.params), occupation (type or null = all), digits (of the area's code),
--     measures (ids), weeks (how many)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

-- by day first: weeks are then told for few rows
daily as (
    select area_code, measure, on_day, sum(numerator)::double as numerator, sum(denominator)::double as denominator,
    from measure_change
    join scope using (village_code)
    where
        fiscal_year = $fiscal_year
        and on_day <= $as_of
        and ($occupation::varchar is null or occupation_type = $occupation or measure = 'villages')
        and measure in (select unnest($measures::varchar[]))
    group by area_code, measure, on_day
)

select
    area_code,
    measure as what,
    greatest($weeks::integer - ($as_of::date - on_day) // 7, 0)::integer as week,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from daily
group by area_code, measure, week
order by area_code, measure, week
