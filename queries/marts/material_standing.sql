-- purpose: the materials of the villages of a view as they stand on a day: how far on their way, at what cost
-- grain: a table macro: one row per row of the register of materials, whatever day it was ordered on
-- parameters: none
--     seen is a struct (Filters.params), on_day the day; a day after it has not happened. standing: 0 not ordered,
--     1 ordered, 2 delivered, 3 accepted, 4 paid; a later step that has a day says that the earlier ones were taken.
--     item_key and unit_key (same_words) are what makes an item the same.
--     cost_baht is null where quantity or price is missing; has_evidence is null before the payment
create or replace macro material_standing(seen, on_day) as table
select
    material.village_code,
    viewed.officer,
    material.category,
    material.item,
    material.item_key,
    material.occupation,
    material.unit,
    material.unit_key,
    material.quantity,
    material.unit_price_baht,
    material.cost_baht,
    case
        when material.paid_on <= on_day then 4
        when material.accepted_on <= on_day then 3
        when material.delivered_on <= on_day then 2
        when material.ordered_on <= on_day then 1
        else 0
    end as standing,
    case when material.paid_on <= on_day then material.has_evidence end as has_evidence,
    case when material.ordered_on <= on_day then material.ordered_on end as ordered_on,
    case when material.delivered_on <= on_day then material.delivered_on end as delivered_on,
    case when material.accepted_on <= on_day then material.accepted_on end as accepted_on,
    case when material.paid_on <= on_day then material.paid_on end as paid_on,
from material_cost as material
join village_scope(seen) as viewed using (village_code)
