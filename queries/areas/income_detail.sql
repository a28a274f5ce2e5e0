-- purpose: what stands beside income_growth: counts, means, medians and spread over the paired households of the
--     areas of one level in a view
-- grain: one row per area with a pair
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), digits (of the area's code: 0, 2, 4, 6, 8)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

pair as (
    select
        area_code,
        baseline_baht::double as baseline_baht,
        latest_baht::double as latest_baht,
        (latest_baht - baseline_baht)::double as change_baht,
        100 * (latest_baht - baseline_baht)::double / baseline_baht::double as change_pct,
    from household_outcome
    join scope using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
)

select
    area_code,
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
group by area_code
