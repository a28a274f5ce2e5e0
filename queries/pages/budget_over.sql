-- purpose: the villages of a view that spent more than their own budget
-- grain: one row per village, the most above it first; at most n rows, n_all and over_all_baht count all of them
-- parameters: as_of, scope (Filters.params), n
with

spent as (
    select place_code as village_code, exact(spent_baht) as activity_baht, null::decimal(28, 10) as material_baht,
    from activities
    where activity <> 'support_team' and held_on <= $as_of
    union all
    select village_code, null, cost_baht,
    from material_standing($scope, $as_of)
    where standing = 4
),

village as (
    select
        village_code,
        viewed.officer,
        exact(budget_baht) as budget_baht,
        coalesce(sum(activity_baht), 0) as activity_baht,
        coalesce(sum(material_baht), 0) as material_baht,
    from village_scope($scope) as viewed
    join village_year using (fiscal_year, village_code)
    join spent using (village_code)
    where budget_baht is not null
    group by village_code, viewed.officer, budget_baht
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
