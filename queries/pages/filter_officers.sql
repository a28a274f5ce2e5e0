-- purpose: the officers of the villages of the areas of one level in a view, to choose from
-- grain: one row per area and officer ('' = none named) in the order of names; at most n rows of an area, n_all counts
--     all of its officers
-- parameters: scope (Filters.params), digits (of the area's code: 0, 2, 4, 6, 8), n
with

counted as (
    select left(village_code, $digits) as area_code, coalesce(officer, '') as officer, count(*) as n_villages,
    from village_scope($scope)
    group by left(village_code, $digits), coalesce(officer, '')
)

select area_code, officer, n_villages, count(*) over (partition by area_code) as n_all,
from counted
qualify row_number() over (partition by area_code order by officer = '', officer) <= $n
order by area_code, officer = '', officer
