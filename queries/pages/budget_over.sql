-- purpose: the villages of a view that spent more than their own budget
-- grain: one row per village, the most above it first; at most n rows, n_all and over_all_baht count all of them
-- parameters: as_of, scope (Filters.params), n
with

activity as (
    select village_code, sum(spent_baht) as activity_baht,
    from activity_cost
    semi join village_scope($scope) using (village_code)
    where held_on <= $as_of
    group by village_code
),

material as (
    select village_code, sum(cost_baht) as material_baht,
    from material_cost
    semi join village_scope($scope) using (village_code)
    where paid_on <= $as_of
    group by village_code
),

village as (
    select
        village_code,
        officer,
        exact(budget_baht) as budget_baht,
        coalesce(activity_baht, 0) as activity_baht,
        coalesce(material_baht, 0) as material_baht,
    from village_scope($scope)
    join (from activity full join material using (village_code)) using (village_code)
)

select
    village_code,
    officer,
    budget_baht,
    activity_baht,
    material_baht,
    activity_baht + material_baht - budget_baht as over_baht,
    count(*) over () as n_all,
    sum(activity_baht + material_baht - budget_baht) over () as over_all_baht,
from village
where activity_baht + material_baht > budget_baht
order by over_baht desc, village_code
limit $n
