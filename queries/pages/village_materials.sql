-- purpose: the materials of one village on their way: ordered, delivered, accepted, paid
-- grain: one row per item and occupation, those not accepted first; at most 100 rows
-- parameters: as_of, village_code
select
    item,
    category,
    occupation,
    quantity,
    unit,
    quantity * unit_price_baht as cost_baht,
    case when ordered_on <= $as_of then ordered_on end as ordered_on,
    case when delivered_on <= $as_of then delivered_on end as delivered_on,
    case when accepted_on <= $as_of then accepted_on end as accepted_on,
    case when paid_on <= $as_of then paid_on end as paid_on,
    case when paid_on <= $as_of then coalesce(evidence_complete, false) end as evidence_complete,
from materials
where village_code = $village_code
order by coalesce(accepted_on <= $as_of, false), occupation, item
limit 100
