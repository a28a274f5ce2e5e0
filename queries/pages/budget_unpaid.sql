-- purpose: materials accepted more than some days ago that are not paid
-- grain: one row per material, the longest waiting first (sort = baht: the dearest first); at most n rows; n_all and
--     baht_all count all of them
-- parameters: as_of, scope (Filters.params), n_days, sort (days, baht), n
select
    village_code,
    officer,
    item,
    occupation,
    cost_baht,
    accepted_on,
    count(*) over () as n_all,
    coalesce(sum(cost_baht) over (), 0) as baht_all,
from material_standing($scope, $as_of)
where standing = 3 and accepted_on < $as_of - $n_days::integer
order by
    case when $sort = 'baht' then -coalesce(cost_baht, 0) end,
    accepted_on,
    cost_baht desc nulls last,
    village_code,
    item,
    occupation
limit $n
