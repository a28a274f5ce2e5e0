-- purpose: the villages of a view that fail a dimension of data quality, why and since when, with who looks after them
-- grain: one row per village, those failing longest first; reasons is a list of structs (reason, n_flaws); at most n,
--     n_all counts all
-- parameters: scope (Filters.params), as_of, dimension, n
with

failing as (
    select
        village_code,
        list({'reason': reason, 'n_flaws': n_flaws} order by reason) as reasons,
        min(since_on) as since_on,
    from village_check($scope, $as_of::date)
    where dimension = $dimension and n_flaws > 0
    group by village_code
)

select
    village_code,
    officer,
    reasons,
    since_on,
    count(*) over ()::integer as n_all,
from failing
join village_scope($scope) using (village_code)
order by since_on nulls first, village_code
limit $n
