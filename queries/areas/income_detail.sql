-- purpose: what stands beside income_growth: counts, means, medians and spread over the paired households of a view
-- grain: one row; everything but n_pairs is null without a pair
-- parameters: as_of, scope (Filters.params), occupation (type or null = all)
with

scope as (
    select village_code,
    from village_scope($scope)
),

pair as (
    select
        baseline_baht::double as baseline_baht,
        latest_baht::double as latest_baht,
        (latest_baht - baseline_baht)::double as change_baht,
        100 * (latest_baht - baseline_baht)::double / baseline_baht::double as change_pct,
    from household_outcome
    semi join scope using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
)

select
    count(*) as n_pairs,
    avg(baseline_baht) as mean_baseline_baht,
    avg(latest_baht) as mean_latest_baht,
    avg(change_baht) as mean_change_baht,
    stddev_samp(change_baht) as sd_change_baht,
    median(baseline_baht) as median_baseline_baht,
    median(latest_baht) as median_latest_baht,
    median(change_baht) as median_change_baht,
    median(change_pct) as median_change_pct,
    avg(change_pct) as mean_of_growths_pct,
from pair
