-- purpose: what changed in numerator and denominator of every measure, or of some, from each of several days to the next,
--     for the areas of one level in a view; all changes up to a day make what a measure is on it
-- grain: one row per area, measure and day (of those given) with a change on it or since the one before it, by area;
--     the sums are exact and texts, which are read much faster than decimals
-- parameters: fiscal_year, scope (Filters.params), occupation (type or null = all), measures (ids or null for all), days,
--     digits (of the area's code: 0, 2, 4, 6, 8)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
)

select
    area_code,
    measure,
    list_min(list_filter($days::date[], lambda day: day >= on_day)) as day,
    sum(numerator)::varchar as numerator,
    sum(denominator)::varchar as denominator,
from measure_change
join scope using (village_code)
where
    fiscal_year = $fiscal_year
    and on_day <= list_max($days::date[])
    and ($occupation::varchar is null or occupation_type = $occupation or measure = 'villages')
    and ($measures::varchar[] is null or list_contains($measures::varchar[], measure))
group by area_code, measure, day
order by area_code
