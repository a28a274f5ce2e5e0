-- purpose: numerator and denominator of every measure, or of some, on a day, for the areas of one level in a view; as
--     areas/measures_at, from the sums that are kept by area
-- grain: one row per area and measure that has ever changed there; every area with a village has 'villages'
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), digits (of the area's code: 0, 2),
--     level (code length of the sums), measures (ids or null for all; 'villages' is always among them)
select
    left(area_code, $digits) as area_code,
    measure,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from area_change
join area_scope($scope, $level) using (digits, fiscal_year, area_code)
where
    on_day <= $as_of
    and (
        occupation_type is not distinct from $occupation::varchar
        or (occupation_type is null and measure = 'villages')
    )
    and ($measures::varchar[] is null or measure = 'villages' or measure in (select unnest($measures::varchar[])))
group by left(area_code, $digits), measure
order by left(area_code, $digits)
