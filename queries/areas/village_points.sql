-- purpose: where the target villages of a view lie, as far as the register says
-- grain: one row per target village of the view; at most n rows, the number of all beside each
-- parameters: scope (Filters.params), n
select village_code, latitude, longitude, count(*) over () as n_all,
from village_scope($scope)
join village_year using (fiscal_year, village_code)
order by village_code
limit $n
