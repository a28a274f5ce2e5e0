-- purpose: in which month target households stopped, of those that stopped by the as-of day
-- grain: one row per month (its first day) with any, in order
-- parameters: as_of, scope (Filters.params), occupation (type or null = all)
select date_trunc('month', stopped_on)::date as month, count(*)::integer as n,
from household_scope($scope, $as_of, $occupation)
where is_target and stopped_on is not null
group by month
order by month
