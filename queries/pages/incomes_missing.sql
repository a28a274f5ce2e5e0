-- purpose: target households that practise and are not paired: whom to ask for which income
-- grain: one row per household, the longest practising first; n_all counts also those beyond the limit
-- parameters: as_of, scope (Filters.params), occupation (type or null = all),
--     missing (follow_up, baseline, zero, both or null = all), n (the limit)
with

viewed as (
    select village_code, officer,
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

unpaired as (
    select *,
    from practising
    anti join paired using (village_code, house_no)
),

measured as (
    select
        village_code,
        house_no,
        max(income_baht) filter (round = 0) as baseline_baht,
        count(*) filter (round >= 1 and income_baht is not null) > 0 as has_follow_up,
        max(measured_on) as last_on,
        arg_max(round, (measured_on, round)) as last_round,
    from incomes
    semi join unpaired using (village_code, house_no)
    where measured_on <= $as_of
    group by village_code, house_no
),

told as (
    select
        *,
        case
            when baseline_baht > 0 then 'follow_up'
            when baseline_baht = 0 then 'zero'
            when coalesce(has_follow_up, false) then 'baseline'
            else 'both'
        end as missing,
    from unpaired
    left join measured using (village_code, house_no)
),

chosen as (
    select *, count(*) over () as n_all,
    from told
    where $missing::varchar is null or missing = $missing
    order by practising_since, village_code, house_no
    limit $n
)

select
    village_code,
    officer,
    house_no,
    head_name,
    trainer,
    practising_since,
    last_on,
    last_round,
    missing,
    n_all,
from chosen
join households using (village_code, house_no)
join viewed using (village_code)
order by practising_since, village_code, house_no
