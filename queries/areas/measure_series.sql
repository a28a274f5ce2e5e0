-- purpose: numerator and denominator of some measures on several days, for the areas of one level in a view
-- grain: one row per area, measure and day on or after the measure's first change there
-- parameters: fiscal_year, scope (Filters.params), occupation (type or null = all), measures (ids), days,
--     digits (of the area's code: 0, 2, 4, 6, 8)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

daily as (
    select area_code, measure, on_day, sum(numerator) as numerator, sum(denominator) as denominator,
    from measure_change
    join scope using (village_code)
    where
        fiscal_year = $fiscal_year
        and ($occupation::varchar is null or occupation_type = $occupation or measure = 'villages')
        and measure in (select unnest($measures::varchar[]))
        and on_day <= (select max(day) from (select unnest($days::date[]) as day))
    group by area_code, measure, on_day
),

wanted as (
    select unnest(list_distinct($days::date[])) as day,
)

select area_code, measure, day, sum(numerator) as numerator, sum(denominator) as denominator,
from daily
join wanted on on_day <= day
group by area_code, measure, day
