-- purpose: households whose latest income is more than 5 times their baseline, or less than a fifth of it
-- grain: one row per household: code, register, place_code, entity_key (the house), facts (json)
-- parameters: none
with

baseline as (
    select village_code, house_no, income_baht as baseline_baht,
    from incomes
    where round = 0 and income_baht > 0
),

latest as (
    select
        village_code,
        house_no,
        arg_max(income_baht, (measured_on, round)) as latest_baht,
        max(measured_on) as latest_on,
    from incomes
    where round >= 1
    group by village_code, house_no
)

select
    'income_jump' as code,
    'incomes' as register,
    village_code as place_code,
    house_no as entity_key,
    json_object(
        'baseline_baht', baseline_baht, 'latest_baht', latest_baht, 'latest_on', latest_on::varchar
    )::varchar as facts,
from baseline
join latest using (village_code, house_no)
where latest_baht > 5 * baseline_baht or 5 * latest_baht < baseline_baht
order by place_code, entity_key
