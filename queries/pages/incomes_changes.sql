-- purpose: how the changes of income of the paired households of a view lie, in steps of baht or of percent
-- grain: one row per step with a household in it: place 0 is no change at all, 1 the first step above zero, -1 the
--     first below; the two outermost steps are open (their outer edge null)
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), in_percent (of the baseline, else baht),
--     n (steps on the longer side of zero, at most)
with

pair as (
    select
        if(
            $in_percent,
            100 * (latest_baht - baseline_baht)::double / baseline_baht::double,
            (latest_baht - baseline_baht)::double
        ) as change,
    from household_outcome
    semi join village_scope($scope) using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
),

-- all but the outermost hundredths decide the width of a step, so that one slip of the pen does not
edges as (
    select quantile_cont(change, 0.01) as low, quantile_cont(change, 0.99) as high,
    from pair
),

wanted as (
    select low, high, greatest(-low, high, if($in_percent, 1, 100)) / $n as width,
    from edges
),

step as (
    select
        low,
        high,
        list_min(
            list_filter(
                [ten, 2 * ten, 2.5 * ten, 5 * ten, 10 * ten], lambda s: s >= width * (1 - 1e-9)
            )
        ) as size,
    from (select low, high, width, 10 ^ floor(log10(width)) as ten, from wanted)
),

outermost as (
    select
        size,
        greatest(ceil(high / size), 1)::integer as top,
        least(floor(low / size), -1)::integer as bottom,
    from step
),

placed as (
    select
        case
            when change > 0 then least(ceil(change / size), top + 1)
            when change < 0 then greatest(floor(change / size), bottom - 1)
            else 0
        end::integer as place,
        size,
        top,
        bottom,
    from pair
    cross join outermost
)

select
    place,
    case when place < bottom then null when place > 0 then (place - 1) * size else place * size end as from_value,
    case when place > top then null when place < 0 then (place + 1) * size else place * size end as to_value,
    size as step_size,
    count(*)::integer as n_households,
from placed
group by place, size, top, bottom
order by place
