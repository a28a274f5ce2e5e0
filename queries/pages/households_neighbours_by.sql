-- purpose: the neighbours who joined and practise, by what they do, beside the target households that practise it
-- grain: one row per occupation type and occupation ('' = not said) that a neighbour practises, the most first; at
--     most n rows, n_all counts all
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n
select
    coalesce(occupation_type, '') as occupation_type,
    coalesce(occupation, '') as occupation,
    (count(*) filter (where not is_target))::integer as n_neighbours,
    (count(*) filter (where is_target))::integer as n_targets,
    count(*) over () as n_all,
from household_scope($scope, $as_of, $occupation)
where is_practising
group by coalesce(occupation_type, ''), coalesce(occupation, '')
having n_neighbours > 0
order by n_neighbours desc, occupation_type, occupation
limit $n
