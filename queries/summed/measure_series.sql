-- purpose: numerator and denominator of some measures on several days, for the areas of one level in a view; as
--     areas/measure_series, from the sums that are kept by area
-- grain: one row per area, measure and day on or after the measure's first change there
-- parameters: scope (Filters.params), occupation (type or null = all), level (code length of the sums), measures (ids),
--     days, digits (of the area's code: 0, 2)
with

daily as (
    select
        left(area_code, $digits) as area_code,
        measure,
        on_day,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
    from area_change
    join area_scope($scope, $level) using (digits, fiscal_year, area_code)
    where
        (
            occupation_type is not distinct from $occupation::varchar
            or (occupation_type is null and measure = 'villages')
        )
        and measure in (select unnest($measures::varchar[]))
        and on_day <= (select max(day) from (select unnest($days::date[]) as day))
    group by left(area_code, $digits), measure, on_day
),

wanted as (
    select unnest(list_distinct($days::date[])) as day,
)

select area_code, measure, day, sum(numerator) as numerator, sum(denominator) as denominator,
from daily
join wanted on on_day <= day
group by area_code, measure, day
