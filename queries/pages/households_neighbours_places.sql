-- purpose: where neighbours joined: the villages with the most of them that practise
-- grain: one row per village that has any, the most first, then the most per target household; at most n rows,
--     n_all counts all such villages, n_villages those of the view
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n
with

counted as (
    select
        village_code,
        any_value(officer) as officer,
        count(*) filter (where not is_target and is_practising) as n_neighbours,
        count(*) filter (where is_target) as n_targets,
        arg_max(occupation, practising_from) filter (where not is_target and is_practising) as latest_occupation,
        max(practising_from) filter (where not is_target and is_practising) as latest_on,
    from household_scope($scope, $as_of, $occupation)
    group by village_code
)

select
    village_code,
    officer,
    n_neighbours::integer as n_neighbours,
    n_targets::integer as n_targets,
    n_neighbours * 100 / nullif(n_targets, 0) as per_hundred,
    latest_occupation,
    latest_on,
    count(*) over () as n_all,
    (select count(*) from village_scope($scope)) as n_villages,
from counted
where n_neighbours > 0
order by n_neighbours desc, n_targets, village_code
limit $n
