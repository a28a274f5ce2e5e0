-- purpose: what changed in numerator and denominator of every measure, or of some, from each of several days to the next,
--     for the areas of one level in a view; as areas/measure_series, from the sums that are kept by area
-- grain: one row per area, measure and day (of those given) with a change on it or since the one before it, by area;
--     the sums are exact and texts, which are read much faster than decimals
-- parameters: scope (Filters.params), occupation (type or null = all), level (code length of the sums), measures (ids or
--     null for all), days, digits (of the area's code: 0, 2)
select
    left(area_code, $digits) as area_code,
    measure,
    list_min(list_filter($days::date[], lambda day: day >= on_day)) as day,
    sum(numerator)::varchar as numerator,
    sum(denominator)::varchar as denominator,
from area_change
join area_scope($scope, $level) using (digits, fiscal_year, area_code)
where
    on_day <= list_max($days::date[])
    and (
        occupation_type is not distinct from $occupation::varchar
        or (occupation_type is null and measure = 'villages')
    )
    and ($measures::varchar[] is null or list_contains($measures::varchar[], measure))
group by left(area_code, $digits), measure, day
order by left(area_code, $digits)
