-- purpose: the target households that stopped: when, after how long, and what the last visit before had found
-- grain: one row per household, the latest first; at most n rows, n_all counts all
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), from_on and to_on (days of
--     stopping, null = all), n
with

stopped as (
    select
        village_code,
        officer,
        house_no,
        head_name,
        trainer,
        coalesce(occupation, occupation_wanted) as occupation,
        practising_from,
        stopped_on,
        stopped_on - practising_from as n_days,
        count(*) over () as n_all,
    from household_scope($scope, $as_of, $occupation)
    where
        is_target
        and stopped_on is not null
        and ($from_on::date is null or stopped_on >= $from_on::date)
        and ($to_on::date is null or stopped_on <= $to_on::date)
    order by stopped_on desc, village_code, house_no
    limit $n
),

last_visit as (
    select
        village_code,
        house_no,
        arg_max(
            {'visited_on': visited_on, 'finding': finding, 'problem': problem}, (visited_on, problem is not null)
        ) as told,
    from visits
    join stopped using (village_code, house_no)
    where visited_on <= stopped_on
    group by village_code, house_no
)

select
    stopped.*,
    told.visited_on as last_visit_on,
    told.finding as finding,
    told.problem as problem,
from stopped
left join last_visit using (village_code, house_no)
order by stopped_on desc, village_code, house_no
