-- purpose: which pieces of what should be known are missing in a view
-- grain: one row per piece that is due in at least one village, those missing in most villages first
-- parameters: scope (Filters.params), as_of
select
    piece,
    count(*)::integer as n_due,
    count(*) filter (n_missing > 0)::integer as n_lacking,
    sum(n_missing)::integer as n_missing,
from village_completeness($scope, $as_of::date)
group by piece
order by n_lacking desc, n_missing desc, piece
