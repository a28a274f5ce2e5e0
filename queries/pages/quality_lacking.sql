-- purpose: the villages of a view that lack a piece of what should be known, with who looks after them
-- grain: one row per village, those that lack most first; at most n, n_all counts all
-- parameters: scope (Filters.params), as_of, piece, n
select
    village_code,
    officer,
    n_missing,
    count(*) over ()::integer as n_all,
from village_completeness($scope, $as_of::date)
join village_scope($scope) using (village_code)
where piece = $piece and n_missing > 0
order by n_missing desc, village_code
limit $n
