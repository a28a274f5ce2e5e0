-- purpose: the register of materials with exact amounts and with its words as they are compared
-- grain: one row per row of the register
-- parameters: none
--     cost_baht is null where quantity or price is missing; item_key and unit_key are what makes an item the same
create or replace table material_cost as
select
    village_code,
    coalesce(category, '') as category,
    item,
    same_words(item) as item_key,
    occupation,
    coalesce(unit, '') as unit,
    same_words(unit) as unit_key,
    exact(quantity) as quantity,
    exact(unit_price_baht) as unit_price_baht,
    cast(exact(quantity) * exact(unit_price_baht) as decimal(28, 10)) as cost_baht,
    coalesce(evidence_complete, false) as has_evidence,
    ordered_on,
    delivered_on,
    accepted_on,
    paid_on,
from materials
order by village_code
