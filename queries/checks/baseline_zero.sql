-- purpose: baselines of 0 baht, against which no growth can be measured
-- grain: one row per household and period [from_on, to_on): code, register, fiscal_year (null: of no year), place_code,
--     entity_key (the house), facts (json)
-- parameters: none
select
    'baseline_zero' as code,
    'incomes' as register,
    null::integer as fiscal_year,
    village_code as place_code,
    house_no as entity_key,
    json_object('measured_on', measured_on::varchar)::varchar as facts,
    coalesce(measured_on, date '0001-01-01') as from_on,
    date '9999-12-31' as to_on,
from incomes
where round = 0 and income_baht = 0
