-- purpose: the doubtful things of one kind in a view
-- grain: one row per finding, those that last longest first; at most n, n_all counts all
-- parameters: scope (Filters.params), as_of, code, n
select
    register,
    place_code,
    entity_key,
    facts,
    nullif(from_on, date '0001-01-01') as from_on,
    officer,
    count(*) over ()::integer as n_all,
from finding_in_view($scope, $as_of::date)
where code = $code
order by from_on, place_code, register, entity_key
limit $n
