-- purpose: the officers of the villages of a view, to choose from
-- grain: one row per officer ('' = none named) in the order of names; at most n rows, n_all counts all of them
-- parameters: scope (Filters.params), n
with

counted as (
    select coalesce(officer, '') as officer, count(*) as n_villages,
    from village_scope($scope)
    group by coalesce(officer, '')
)

select officer, n_villages, count(*) over () as n_all,
from counted
order by officer = '', officer
limit $n
