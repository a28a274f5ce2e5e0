-- purpose: whose villages have activities held and materials paid without complete financial evidence
-- grain: one row per officer ('' where the register names none) who has any, the most first; at most n rows, n_all
--     counts all of them
-- parameters: as_of, scope (Filters.params), n
with

unproved as (
    select
        coalesce(officer, '') as officer,
        village_code,
        spent_baht as cost_baht,
        held_on as since_on,
    from activity_cost
    join village_scope($scope) using (village_code)
    where held_on <= $as_of and not has_evidence
    union all
    select coalesce(officer, ''), village_code, cost_baht, paid_on,
    from material_standing($scope, $as_of)
    where not has_evidence
)

select
    officer,
    count(*) as n,
    count(distinct village_code) as n_villages,
    coalesce(sum(cost_baht), 0) as cost_baht,
    min(since_on) as since_on,
    count(*) over () as n_all,
from unproved
group by officer
order by n desc, cost_baht desc, officer
limit $n
