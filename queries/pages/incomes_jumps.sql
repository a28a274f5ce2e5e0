-- purpose: paired households whose income is more than 5 times their baseline, or less than a fifth of it: to look at
--     the forms again; the same rule as in checks/income_jump
-- grain: one row per household, the largest change of all first; n_all and the sums (baht) also count those beyond the
--     limit
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n (the limit)
with

jump as (
    select
        village_code,
        officer,
        house_no,
        baseline_baht,
        latest_baht,
        latest_baht - baseline_baht as change_baht,
        latest_on,
        latest_round,
    from household_outcome
    join village_scope($scope) using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
        and (latest_baht > 5 * baseline_baht or 5 * latest_baht < baseline_baht)
)

select
    village_code,
    officer,
    house_no,
    head_name,
    trainer,
    baseline_baht::double as baseline_baht,
    latest_baht::double as latest_baht,
    latest_on,
    latest_round,
    count(*) over () as n_all,
    sum(jump.change_baht) over () as all_change_baht,
    sum(jump.baseline_baht) over () as all_baseline_baht,
from jump
left join households using (village_code, house_no)
order by abs(change_baht) desc, village_code, house_no
limit $n
