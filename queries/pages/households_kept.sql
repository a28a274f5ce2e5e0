-- purpose: how many households still practised some days after they began, of those that began so long before the
--     as-of day that it is known; each number of days has its own households
-- grain: one row per number of days asked for, in order
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), lasts (numbers of days)
with

began as (
    select practising_from, stopped_on,
    from household_scope($scope, $as_of, $occupation)
    where is_target and practising_from is not null
),

asked as (
    select unnest($lasts::integer[]) as n_days,
)

select
    n_days,
    count(practising_from) as n_observed,
    count(practising_from) filter (where stopped_on is null or stopped_on > practising_from + n_days) as n_kept,
from asked
left join began on practising_from + n_days <= $as_of::date
group by n_days
order by n_days
