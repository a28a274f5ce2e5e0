-- purpose: the money of a view's areas: allocated, needed, ordered, delivered, accepted, spent; what lacks an amount
-- grain: one row per area that has a target village, in code order
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas, 0 is the whole view)
with

material as (
    select
        village_code,
        count(*) as n_materials,
        count(*) filter (where cost_baht is null) as n_without_cost,
        count(*) filter (where standing > 0 and ordered_on is null) as n_without_order,
        sum(cost_baht) as needed_baht,
        sum(cost_baht) filter (where standing >= 1) as ordered_baht,
        sum(cost_baht) filter (where standing >= 2) as delivered_baht,
        sum(cost_baht) filter (where standing >= 3) as accepted_baht,
        sum(cost_baht) filter (where standing = 4) as material_baht,
        count(*) filter (where not has_evidence) as n_material_unproved,
        sum(cost_baht) filter (where not has_evidence) as material_unproved_baht,
    from material_standing($scope, $as_of)
    group by village_code
),

activity as (
    select
        village_code,
        count(*) as n_held,
        count(*) filter (where spent_baht is null) as n_without_spent,
        sum(spent_baht) as activity_baht,
        count(*) filter (where not has_evidence) as n_activity_unproved,
        sum(spent_baht) filter (where not has_evidence) as activity_unproved_baht,
    from activity_cost
    semi join village_scope($scope) using (village_code)
    where held_on <= $as_of
    group by village_code
),

village as (
    select
        left(village_code, $digits) as area_code,
        exact(budget_baht) as budget_baht,
        coalesce(activity_baht, 0) + coalesce(material_baht, 0) as disbursed_baht,
        material.* exclude (village_code),
        activity.* exclude (village_code),
    from village_scope($scope)
    left join material using (village_code)
    left join activity using (village_code)
)

select
    area_code,
    count(*) as n_villages,
    count(*) filter (where budget_baht is null) as n_without_budget,
    count(*) filter (where disbursed_baht > budget_baht) as n_over_budget,
    coalesce(sum(budget_baht), 0) as allocated_baht,
    coalesce(sum(needed_baht), 0) as needed_baht,
    coalesce(sum(ordered_baht), 0) as ordered_baht,
    coalesce(sum(delivered_baht), 0) as delivered_baht,
    coalesce(sum(accepted_baht), 0) as accepted_baht,
    coalesce(sum(material_baht), 0) as material_baht,
    coalesce(sum(activity_baht), 0) as activity_baht,
    coalesce(sum(disbursed_baht), 0) as disbursed_baht,
    coalesce(sum(material_unproved_baht), 0) as material_unproved_baht,
    coalesce(sum(activity_unproved_baht), 0) as activity_unproved_baht,
    coalesce(sum(n_material_unproved), 0)::integer as n_material_unproved,
    coalesce(sum(n_activity_unproved), 0)::integer as n_activity_unproved,
    coalesce(sum(n_materials), 0)::integer as n_materials,
    coalesce(sum(n_without_cost), 0)::integer as n_without_cost,
    coalesce(sum(n_without_order), 0)::integer as n_without_order,
    coalesce(sum(n_held), 0)::integer as n_held,
    coalesce(sum(n_without_spent), 0)::integer as n_without_spent,
from village
group by area_code
order by area_code
