-- purpose: how many days materials take from one step to the next
-- grain: one row per area and step that any material has taken: delivery (since the order), acceptance (since the
--     delivery), payment (since the acceptance), whole (from order to payment)
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas, 0 is the whole view)
with

material as (
    select left(village_code, $digits) as area_code, ordered_on, delivered_on, accepted_on, paid_on, cost_baht,
    from material_standing($scope, $as_of)
),

step as (
    select area_code, 'delivery' as step, delivered_on - ordered_on as days, cost_baht, from material
    union all
    select area_code, 'acceptance', accepted_on - delivered_on, cost_baht, from material
    union all
    select area_code, 'payment', paid_on - accepted_on, cost_baht, from material
    union all
    select area_code, 'whole', paid_on - ordered_on, cost_baht, from material
)

select
    area_code,
    step,
    count(*) filter (where days >= 0) as n,
    -- the later step has the earlier day: no time can be told
    count(*) filter (where days < 0) as n_out_of_order,
    median(days) filter (where days >= 0) as median_days,
    quantile_disc(days, 0.9) filter (where days >= 0) as ninth_days,
    max(days) as longest_days,
from step
where days is not null
group by area_code, step
order by area_code, step
