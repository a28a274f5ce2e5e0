-- purpose: how long target households had practised when they stopped
-- grain: one row per class of days (its lower bound, null = the day they began is missing) that has any, in order
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), lasts (lower bounds, 0 first)
with

stopped as (
    select stopped_on - practising_from as n_days,
    from household_scope($scope, $as_of, $occupation)
    where is_target and stopped_on is not null
)

select list_max(list_filter($lasts::integer[], lambda bound: bound <= n_days)) as from_days, count(*)::integer as n,
from stopped
group by from_days
order by from_days nulls last
