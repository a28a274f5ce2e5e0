-- purpose: the plan of a measure that is planned by day: villages that have all the days of an activity planned
-- grain: one row per day on which a village's last planned day falls, with the villages planned by then (running)
--     and the villages with a whole plan (the same on every row)
-- parameters: scope (Filters.params), activity, n_days (different days that make it whole)
with

viewed as (
    select village_code
    from village_scope($scope)
),

-- a day planned twice counts from the first time; a missing number is day 1, as in training_complete
planned_day as (
    select place_code as village_code, coalesce(day_no, 1) as day_no, min(planned_on) as planned_on,
    from activities
    semi join viewed on viewed.village_code = activities.place_code
    where activity = $activity and planned_on is not null
    group by place_code, coalesce(day_no, 1)
),

numbered as (
    select
        village_code,
        planned_on,
        row_number() over (partition by village_code order by planned_on, day_no) as n_so_far,
    from planned_day
),

whole as (
    select planned_on, count(*) as n_villages,
    from numbered
    where n_so_far = $n_days
    group by planned_on
)

select
    planned_on,
    (sum(n_villages) over (order by planned_on))::integer as n_planned,
    (sum(n_villages) over ())::integer as n_with_plan,
from whole
order by planned_on
