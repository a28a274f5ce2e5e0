-- purpose: what makes the denominator of a measure unreliable, counted for the areas of one level in a view
-- grain: one row per area
-- parameters: scope (Filters.params), as_of, digits (the code length of the areas, 0 = the whole view)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code, coalesce(budget_baht, 0) = 0 as has_no_budget,
    from village_scope($scope)
),

held as (
    select
        area_code,
        count(*) filter (planned_on is null) as n_unplanned,
        count(*) filter (evidence_complete is null) as n_unknown,
        count(*) as n_held,
        count(*) as n_items,
    from activities
    join viewed on viewed.village_code = activities.place_code
    where activity <> 'support_team' and held_on <= $as_of
    group by area_code
    union all
    select area_code, 0, count(*) filter (evidence_complete is null), 0, count(*),
    from materials
    join viewed using (village_code)
    where paid_on <= $as_of
    group by area_code
),

items as (
    select
        area_code,
        sum(n_unplanned)::integer as n_unplanned,
        sum(n_unknown)::integer as n_unknown,
        sum(n_held)::integer as n_held,
        sum(n_items)::integer as n_items,
    from held
    group by area_code
),

villages_of as (
    select area_code, count(*)::integer as n_villages, count(*) filter (has_no_budget)::integer as n_without_budget,
    from viewed
    group by area_code
)

select
    area_code,
    n_villages,
    n_without_budget,
    coalesce(n_unplanned, 0) as n_unplanned,
    coalesce(n_unknown, 0) as n_unknown,
    coalesce(n_held, 0) as n_held,
    coalesce(n_items, 0) as n_items,
from villages_of
left join items using (area_code)
order by area_code
