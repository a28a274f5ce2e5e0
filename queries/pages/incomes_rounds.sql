-- purpose: the changes of the paired households of a view by round of follow-up, each round against the same baseline
-- grain: one row per round that has been some household's latest; a household that still practises stands in each of
--     its rounds, so that n_latest adds up to the paired households
-- parameters: as_of, scope (Filters.params), occupation (type or null = all)
with

follow_up as (
    select
        latest_round as group_key,
        village_code,
        baseline_baht::double as baseline,
        latest_baht::double - baseline_baht::double as change,
        to_on > $as_of as is_latest,
        (latest_on - baseline_on) / 30.4375 as months,
        -- of those that were measured before as well
        income_before_baht - baseline_baht::double as change_before,
        if(income_before_baht is null, null, baseline_baht::double) as baseline_before,
    from household_outcome
    semi join village_scope($scope) using (village_code)
    where
        from_on <= $as_of
        and practising_until > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
),

village as (
    select
        group_key,
        count(*) as n,
        count(*) filter (is_latest) as n_latest,
        sum(baseline) as baseline,
        sum(change) as change,
        sum(baseline * baseline) as bb,
        sum(change * baseline) as cb,
        sum(change * change) as cc,
        sum(change / baseline) as growth,
        sum(months) as months,
        count(change_before) as n_before,
        sum(change_before) as change_before,
        sum(baseline_before) as baseline_before,
    from follow_up
    group by group_key, village_code
),

added as (
    select
        group_key,
        sum(n)::integer as n_pairs,
        count(*)::integer as n_villages,
        sum(n_latest)::integer as n_latest,
        sum(baseline) as baseline,
        sum(change) as change,
        100 * sum(growth) / sum(n) as mean_of_growths_pct,
        sum(months) / sum(n) as mean_months,
        sum(bb) as bb,
        sum(cb) as cb,
        sum(cc) as cc,
        sum(n * n)::double as village_nn,
        sum(change * n) as village_cn,
        sum(baseline * baseline) as village_bb,
        sum(change * baseline) as village_cb,
        sum(change * change) as village_cc,
        sum(n_before)::integer as n_before,
        100 * sum(change_before) / sum(baseline_before) as growth_before_pct,
    from village
    group by group_key
),

middle as (
    select group_key, 100 * median(change / baseline) as median_change_pct,
    from follow_up
    group by group_key
)

select added.*, median_change_pct,
from added
join middle using (group_key)
order by group_key
