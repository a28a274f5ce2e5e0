-- purpose: what the last visit had found: of the households that stopped and of those that still practise, told apart by
--     the problem that it named, so that the two can be compared
-- grain: one row per problem, the most stopped first, then '' (none named) and null (no visit since the training); at
--     most n rows
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n
with

household as (
    select village_code, house_no, stopped_on, coalesce(stopped_on, $as_of::date) as told_by,
    from household_scope($scope, $as_of, $occupation)
    where is_target and trained_on is not null and (stopped_on is not null or is_practising)
),

-- the visit that stood last on the day it stopped, or on the as-of day
last_visit as (
    select village_code, house_no, stopped_on, case when n_visits > 0 then coalesce(problem, '') end as problem,
    from household
    join visit_gap using (village_code, house_no)
    where from_on <= told_by and to_on > told_by
)

select
    problem,
    count(*)::integer as n,
    (count(*) filter (where stopped_on is not null))::integer as n_stopped,
from last_visit
group by problem
order by coalesce(problem, '') = '', problem is null, n_stopped desc, n desc, problem
limit $n
