-- purpose: how many doubtful things of each kind are in a view
-- grain: one row per warning code that has any
-- parameters: scope (Filters.params), as_of
select code, count(*)::integer as n, count(distinct place_code)::integer as n_places,
from finding_in_view($scope, $as_of::date)
group by code
order by n desc, code
