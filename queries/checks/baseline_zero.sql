-- purpose: baselines of 0 baht, against which no growth can be measured
-- grain: one row per household: code, register, place_code, entity_key (the house), facts (json)
-- parameters: none
select
    'baseline_zero' as code,
    'incomes' as register,
    village_code as place_code,
    house_no as entity_key,
    json_object('measured_on', measured_on::varchar)::varchar as facts,
from incomes
where round = 0 and income_baht = 0
order by place_code, entity_key
