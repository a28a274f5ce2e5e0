-- purpose: the paired households of a view whose baseline, or whose change of income, lies in a range
-- grain: one row per household, the largest rise first; at most n rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), of (level: the baseline in baht; percent
--     or baht: the change), low and high (of the range; null = open), n. Of the changes a range above zero is without
--     its low end and one below zero without its high end, as the steps of incomes_changes; low = high = 0 is no change
with

pair as (
    select
        village_code,
        officer,
        house_no,
        baseline_baht::double as baseline_baht,
        latest_baht::double as latest_baht,
        (latest_baht - baseline_baht)::double as change_baht,
        100 * (latest_baht - baseline_baht)::double / baseline_baht::double as change_pct,
        latest_on,
    from household_outcome
    join village_scope($scope) using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
),

valued as (
    select
        *,
        case $of when 'level' then baseline_baht when 'baht' then change_baht else change_pct end as value,
    from pair
),

chosen as (
    select *, count(*) over () as n_all,
    from valued
    where
        case
            when $of = 'level'
                then ($low::double is null or value >= $low::double) and ($high::double is null or value < $high::double)
            when $low::double = 0 and $high::double = 0 then value = 0
            when coalesce($low::double >= 0, $high::double > 0)
                then value > coalesce($low::double, 0) and ($high::double is null or value <= $high::double)
            else ($low::double is null or value >= $low::double) and value < coalesce($high::double, 0)
        end
    order by change_baht desc, village_code, house_no
    limit $n
)

select
    village_code,
    officer,
    house_no,
    head_name,
    trainer,
    coalesce(occupation, occupation_wanted) as occupation,
    baseline_baht,
    latest_baht,
    change_baht,
    change_pct,
    latest_on,
    n_all,
from chosen
left join households using (village_code, house_no)
order by change_baht desc, village_code, house_no
