-- purpose: households whose latest income is more than 5 times their baseline, or less than a fifth of it
-- grain: one row per household and period [from_on, to_on) of one latest income: code, register, fiscal_year (null: of
--     no year), place_code, entity_key (the house), facts (json)
-- parameters: none
with

baseline as (
    select village_code, house_no, measured_on as baseline_on, income_baht as baseline_baht,
    from incomes
    where round = 0 and income_baht > 0
),

-- the few households that ever jump; only theirs have to be put in order
jumping as (
    select distinct village_code, house_no, baseline_on, baseline_baht,
    from incomes
    join baseline using (village_code, house_no)
    where round >= 1 and (income_baht > 5 * baseline_baht or 5 * income_baht < baseline_baht)
),

follow_up as (
    select
        village_code,
        house_no,
        baseline_baht,
        income_baht as latest_baht,
        measured_on as latest_on,
        greatest(measured_on, baseline_on) as from_on,
        lead(measured_on, 1, date '9999-12-31') over (
            partition by village_code, house_no order by measured_on, round
        ) as to_on,
    from incomes
    join jumping using (village_code, house_no)
    where round >= 1 and income_baht is not null and measured_on is not null
)

select
    'income_jump' as code,
    'incomes' as register,
    null::integer as fiscal_year,
    village_code as place_code,
    house_no as entity_key,
    json_object(
        'baseline_baht', baseline_baht, 'latest_baht', latest_baht, 'latest_on', latest_on::varchar
    )::varchar as facts,
    from_on,
    to_on,
from follow_up
where from_on < to_on and (latest_baht > 5 * baseline_baht or 5 * latest_baht < baseline_baht)
