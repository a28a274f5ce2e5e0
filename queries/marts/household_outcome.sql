-- purpose: when each target household's income can be compared with its baseline, and with which follow-up
-- grain: one row per target household and period [from_on, to_on) in which it practises, has a baseline above 0
--     and the same latest follow-up; an open period ends on 9999-12-31; baseline and latest are exact decimals, baht a
--     year; occupation_income_baht is the latest follow-up's own, income_before_baht that of the follow-up before it;
--     practising_until is when the household stops, whichever follow-up is the latest
-- parameters: none
create or replace table household_outcome as
with

target_household as (
    select
        village_code,
        house_no,
        occupation_type,
        greatest(selected_on, practising_from) as from_on,
        coalesce(stopped_on, date '9999-12-31') as to_on,
    from households
    semi join village_year using (village_code)
    where target and selected_on is not null and practising_from is not null
),

baseline as (
    select
        village_code,
        house_no,
        measured_on,
        exact(income_baht) as income_baht,
    from incomes
    where round = 0 and measured_on is not null and income_baht > 0
),

-- of several follow-ups on one day the highest round counts: the others end on the day they begin
follow_up as (
    select
        village_code,
        house_no,
        round,
        income_baht,
        occupation_income_baht,
        measured_on,
        lead(measured_on, 1, date '9999-12-31') over in_time as next_on,
        lag(income_baht) over in_time as income_before_baht,
    from incomes
    where round >= 1 and measured_on is not null and income_baht is not null
    window in_time as (partition by village_code, house_no order by measured_on, round)
),

paired as (
    select
        village_code,
        house_no,
        greatest(target_household.from_on, baseline.measured_on, follow_up.measured_on) as from_on,
        least(target_household.to_on, follow_up.next_on) as to_on,
        baseline.income_baht as baseline_baht,
        follow_up.income_baht as latest_baht,
        follow_up.round as latest_round,
        follow_up.measured_on as latest_on,
        follow_up.occupation_income_baht,
        follow_up.income_before_baht,
        baseline.measured_on as baseline_on,
        target_household.to_on as practising_until,
        target_household.occupation_type,
    from target_household
    join baseline using (village_code, house_no)
    join follow_up using (village_code, house_no)
)

select
    village_code,
    house_no,
    from_on,
    to_on,
    baseline_baht,
    exact(latest_baht) as latest_baht,
    latest_round,
    latest_on,
    occupation_income_baht,
    income_before_baht,
    baseline_on,
    practising_until,
    occupation_type,
from paired
where from_on < to_on
order by village_code
