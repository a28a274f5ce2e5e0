-- purpose: the households of one village: training, practising, last visit, income before and after
-- grain: one row per household selected by the as-of day, targets first, then by house number; at most 300 rows
-- parameters: as_of, village_code
with

visit as (
    select house_no, max(visited_on) as last_visit_on, count(*) as n_visits,
    from visits
    where village_code = $village_code and visited_on <= $as_of
    group by house_no
),

baseline as (
    select house_no, income_baht as baseline_baht,
    from incomes
    where village_code = $village_code and round = 0 and measured_on <= $as_of
),

follow_up as (
    select house_no, arg_max(income_baht, (measured_on, round)) as latest_baht, max(measured_on) as latest_on,
    from incomes
    where village_code = $village_code and round >= 1 and measured_on <= $as_of and income_baht is not null
    group by house_no
),

paired as (
    select house_no, true as is_paired,
    from household_outcome
    where village_code = $village_code and from_on <= $as_of and to_on > $as_of
),

overdue as (
    select house_no, true as is_visit_overdue,
    from visit_gap
    where village_code = $village_code and overdue_from <= $as_of and overdue_to > $as_of
)

select
    house_no,
    head_name,
    target as is_target,
    trainer,
    coalesce(occupation, occupation_wanted) as occupation,
    case when trained_on <= $as_of then trained_on end as trained_on,
    case when practising_from <= $as_of then practising_from end as practising_from,
    case when stopped_on <= $as_of then stopped_on end as stopped_on,
    coalesce(practising_from <= $as_of and (stopped_on is null or stopped_on > $as_of), false) as is_practising,
    last_visit_on,
    coalesce(n_visits, 0) as n_visits,
    baseline_baht,
    latest_baht,
    latest_on,
    coalesce(is_paired, false) as is_paired,
    coalesce(is_visit_overdue, false) as is_visit_overdue,
    target and coalesce(baseline_baht, 0) <= 0 as lacks_baseline,
    coalesce(
        target
        and practising_from <= $as_of
        and (stopped_on is null or stopped_on > $as_of)
        and baseline_baht > 0
        and latest_baht is null,
        false
    ) as lacks_follow_up,
from households
left join visit using (house_no)
left join baseline using (house_no)
left join follow_up using (house_no)
left join paired using (house_no)
left join overdue using (house_no)
where village_code = $village_code and selected_on <= $as_of
order by is_target desc, try_cast(regexp_extract(house_no, '^\d+') as integer) nulls last, house_no
limit 300
