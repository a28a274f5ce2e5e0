-- purpose: the areas of one level in which a view has a target village
-- grain: one row per area
-- parameters: scope (Filters.params), digits (of the areas' codes)
select distinct left(village_code, $digits) as area_code
from village_scope($scope)
order by area_code
