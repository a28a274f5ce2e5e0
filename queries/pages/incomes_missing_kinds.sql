-- purpose: how many target households practise and are not paired, by what is missing
-- grain: one row per kind: follow_up, baseline, zero (a baseline of 0 baht), both
-- parameters: as_of, scope (Filters.params), occupation (type or null = all)
with

viewed as (
    select village_code,
    from village_scope($scope)
),

practising as (
    select village_code, house_no, greatest(selected_on, practising_from) as practising_since,
    from households
    semi join viewed using (village_code)
    where
        target
        and selected_on <= $as_of
        and practising_from <= $as_of
        and (stopped_on is null or stopped_on > $as_of)
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
),

paired as (
    select village_code, house_no,
    from household_outcome
    semi join viewed using (village_code)
    where from_on <= $as_of and to_on > $as_of
),

measured as (
    select village_code, house_no, round, income_baht,
    from incomes
    semi join viewed using (village_code)
    where measured_on <= $as_of
),

unpaired as (
    select
        village_code,
        house_no,
        any_value(practising_since) as practising_since,
        max(income_baht) filter (round = 0) as baseline_baht,
        count(*) filter (round >= 1 and income_baht is not null) > 0 as has_follow_up,
    from practising
    anti join paired using (village_code, house_no)
    left join measured using (village_code, house_no)
    group by village_code, house_no
)

select
    case
        when baseline_baht > 0 then 'follow_up'
        when baseline_baht = 0 then 'zero'
        when has_follow_up then 'baseline'
        else 'both'
    end as missing,
    count(*)::integer as n_households,
    min(practising_since) as since,
from unpaired
group by missing
order by missing
