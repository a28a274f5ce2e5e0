-- purpose: numerator and denominator of every measure, or of some, on a day, for the areas of one level in a view
-- grain: one row per area and measure that has ever changed there; every area with a village has 'villages'
-- parameters: fiscal_year, as_of, scope (Filters.params), occupation (type or null = all),
--     digits (of the area's code: 0, 2, 4, 6, 8),
--     measures (ids or null for all; 'villages' is always among them)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
)

select
    area_code,
    measure,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from measure_change
join scope using (village_code)
where
    fiscal_year = $fiscal_year
    and on_day <= $as_of
    and ($occupation::varchar is null or occupation_type = $occupation or measure = 'villages')
    and ($measures::varchar[] is null or measure = 'villages' or measure in (select unnest($measures::varchar[])))
group by area_code, measure
order by area_code
