-- purpose: how the incomes of the paired households of a view lie, before and after, in the same steps of baht
-- grain: one row per step with a household in it; the last step is open above (to_baht null)
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n (steps below the open one, at most)
with

pair as (
    select baseline_baht::double as baseline, latest_baht::double as latest,
    from household_outcome
    semi join village_scope($scope) using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
),

-- all but the highest hundredth decide the width of a step, so that one income in millions does not
highest as (
    select greatest(quantile_cont(baseline, 0.99), quantile_cont(latest, 0.99), 1) as baht,
    from pair
),

power as (
    select baht, baht / $n as width, 10 ^ floor(log10(baht / $n)) as ten,
    from highest
),

step as (
    select
        baht as highest,
        list_min(list_filter([ten, 2 * ten, 2.5 * ten, 5 * ten, 10 * ten], lambda s: s >= width * (1 - 1e-9))) as size,
    from power
),

placed as (
    select
        least(floor(baseline / size), ceil(highest / size))::integer as before_at,
        least(floor(latest / size), ceil(highest / size))::integer as after_at,
    from pair
    cross join step
),

counted as (
    select before_at as place, count(*) as n_before, 0 as n_after,
    from placed
    group by before_at
    union all
    select after_at, 0, count(*),
    from placed
    group by after_at
)

select
    place,
    place * size as from_baht,
    if(place < ceil(highest / size), (place + 1) * size, null) as to_baht,
    size as step_baht,
    sum(n_before)::integer as n_before,
    sum(n_after)::integer as n_after,
from counted
cross join step
group by place, size, highest
order by place
