-- purpose: the changes of the paired households of a view by group: how they lie, and what an interval of a mean needs
-- grain: one row per group with a pair: area of a code length (digits 0: the whole view), or occupation type
-- parameters: as_of, scope (Filters.params), occupation (type or null = all),
--     digits (of the areas' codes: 0, 2, 4, 6, 8), by_occupation (group by type of occupation instead of area)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

pair as (
    select
        if($by_occupation, coalesce(occupation_type, ''), area_code) as group_key,
        village_code,
        baseline_baht::double as baseline,
        latest_baht::double - baseline_baht::double as change,
    from household_outcome
    join scope using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
),

-- households of one village share trainer, market and weather: an interval goes by villages
village as (
    select
        group_key,
        count(*) as n,
        sum(baseline) as baseline,
        sum(change) as change,
        sum(baseline * baseline) as bb,
        sum(change * baseline) as cb,
        sum(change * change) as cc,
        sum(change / baseline) as growth,
        count(*) filter (change > 0) as n_up,
        count(*) filter (change = 0) as n_same,
    from pair
    group by group_key, village_code
),

added as (
    select
        group_key,
        sum(n)::integer as n_pairs,
        count(*)::integer as n_villages,
        sum(n_up)::integer as n_up,
        sum(n_same)::integer as n_same,
        sum(baseline) as baseline,
        sum(change) as change,
        100 * sum(growth) / sum(n) as mean_of_growths_pct,
        sum(bb) as bb,
        sum(cb) as cb,
        sum(cc) as cc,
        sum(n * n)::double as village_nn,
        sum(change * n) as village_cn,
        sum(baseline * baseline) as village_bb,
        sum(change * baseline) as village_cb,
        sum(change * change) as village_cc,
    from village
    group by group_key
),

middle as (
    select group_key, 100 * median(change / baseline) as median_change_pct,
    from pair
    group by group_key
)

select added.*, median_change_pct,
from added
join middle using (group_key)
order by group_key
