-- purpose: numerator and denominator of some measures on several days, for the whole of a view
-- grain: one row per measure and day on or after the measure's first change
-- parameters: fiscal_year, scope (Filters.params), occupation (type or null = all), measures (ids), days
with

scope as (
    select village_code,
    from village_scope($scope)
),

daily as (
    select measure, on_day, sum(numerator) as numerator, sum(denominator) as denominator,
    from measure_change
    semi join scope using (village_code)
    where
        fiscal_year = $fiscal_year
        and ($occupation::varchar is null or occupation_type = $occupation or measure = 'villages')
        and measure in (select unnest($measures::varchar[]))
        and on_day <= (select max(day) from (select unnest($days::date[]) as day))
    group by measure, on_day
),

wanted as (
    select unnest(list_distinct($days::date[])) as day,
)

select measure, day, sum(numerator) as numerator, sum(denominator) as denominator,
from daily
join wanted on on_day <= day
group by measure, day
