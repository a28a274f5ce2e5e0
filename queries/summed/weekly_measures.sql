-- purpose: what changed in measures week by week up to a day, for the areas of one level in a view; as
--     scenario/weekly_measures, from the sums that are kept by area
-- grain: one row per area, measure and week with a change; week $weeks ends on the as-of day, week 0 holds all that was
--     before week 1 began
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), digits (of the area's code: 0, 2),
--     level (code length of the sums), measures (ids), weeks (how many)
select
    left(area_code, $digits) as area_code,
    measure as what,
    greatest($weeks::integer - ($as_of::date - on_day) // 7, 0)::integer as week,
    sum(numerator)::double as numerator,
    sum(denominator)::double as denominator,
from area_change
join area_scope($scope, $level) using (digits, fiscal_year, area_code)
where
    on_day <= $as_of
    and (
        occupation_type is not distinct from $occupation::varchar
        or (occupation_type is null and measure = 'villages')
    )
    and measure in (select unnest($measures::varchar[]))
group by left(area_code, $digits), measure, week
order by left(area_code, $digits), measure, week
