-- purpose: the calendar of the training days of a view: held, still to come, planned and not held, and which of them
--     stood or stand without all materials accepted
-- grain: one row per day: that on which a training day was held, else that for which it is planned; each counts once;
--     a training day with neither is left out; at most n rows
-- parameters: as_of, scope (Filters.params), skill (villages that want it, null = all), n
with

viewed as (
    select village_code
    from wanting_scope($scope, $as_of, $skill)
),

-- as in materials_accepted: at least one, all of them accepted
equipped as (
    select village_code, max(accepted_on) as ready_on,
    from materials
    semi join viewed using (village_code)
    group by village_code
    having bool_and(accepted_on is not null)
),

session as (
    select
        place_code as village_code,
        planned_on,
        case when held_on <= $as_of then held_on end as held_on,
    from activities
    join viewed on viewed.village_code = activities.place_code
    where activity = 'training_day'
),

dated as (
    select
        coalesce(held_on, planned_on) as on_day,
        held_on is not null as is_held,
        held_on is null and planned_on < $as_of as is_late,
        coalesce(ready_on <= coalesce(held_on, $as_of), false) as is_equipped,
    from session
    left join equipped using (village_code)
    where coalesce(held_on, planned_on) is not null
)

select
    on_day,
    count(*) filter (where is_held) as n_held,
    count(*) filter (where not is_held and not is_late) as n_planned,
    count(*) filter (where is_late) as n_late,
    count(*) filter (where not is_equipped) as n_unequipped,
from dated
group by on_day
order by on_day
limit $n
