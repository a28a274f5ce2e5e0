-- purpose: activities held and materials paid whose financial evidence is not complete
-- grain: one row per activity or material, the longest without first (sort = baht: the dearest first); at most n rows;
--     n_all and baht_all count all of them
-- parameters: as_of, scope (Filters.params), kind (activity, material; null is both), sort (days, baht), n
with

unproved as (
    select
        'activity' as kind,
        village_code,
        officer,
        activity as what,
        day_no,
        null as occupation,
        spent_baht as cost_baht,
        held_on as since_on,
    from activity_cost
    join village_scope($scope) using (village_code)
    where held_on <= $as_of and not has_evidence
    union all
    select 'material', village_code, officer, item, null, occupation, cost_baht, paid_on,
    from material_standing($scope, $as_of)
    where not has_evidence
)

select
    *,
    count(*) over () as n_all,
    coalesce(sum(cost_baht) over (), 0) as baht_all,
from unproved
where $kind::varchar is null or kind = $kind::varchar
order by
    case when $sort = 'baht' then -coalesce(cost_baht, 0) end,
    since_on,
    cost_baht desc nulls last,
    village_code,
    kind,
    what,
    day_no,
    occupation
limit $n
