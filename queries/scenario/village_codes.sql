-- purpose: the villages of a view by code alone
-- grain: one row per village
-- parameters: scope (Filters.params)
select village_code,
from village_scope($scope)
order by village_code
