-- purpose: the officers of the villages of the areas of one level in a view, to choose from
-- grain: one row per area and officer ('' = none named, the last of an area) in the order of names
-- parameters: scope (Filters.params), digits (of the area's code: 0, 2, 4, 6, 8)
select left(village_code, $digits) as area_code, coalesce(officer, '') as officer, count(*) as n_villages,
from village_scope($scope)
group by left(village_code, $digits), coalesce(officer, '')
order by area_code, coalesce(officer, '') = '', coalesce(officer, '')
