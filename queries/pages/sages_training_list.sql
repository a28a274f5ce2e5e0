-- purpose: training days to act on: still to come, late (planned and not held), or held before the materials came
-- grain: one row per village and training day, the earliest first (held ones: the latest first); ready_on is the day on
--     which all materials of the village are accepted; at most n rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), skill (villages that want it, null = all), kind (planned, late,
--     unequipped), from_on and to_on (the day it was held, else planned; null = all), n
with

viewed as (
    select village_code, officer,
    from wanting_scope($scope, $as_of, $skill)
),

-- as in materials_accepted: at least one, all of them accepted
material as (
    select
        village_code,
        count(*) as n_materials,
        count(*) filter (where accepted_on <= $as_of) as n_accepted,
        case when bool_and(accepted_on is not null) then max(accepted_on) end as ready_on,
    from materials
    group by village_code
),

session as (
    select
        village_code,
        officer,
        coalesce(day_no, 1) as day_no,
        planned_on,
        case when held_on <= $as_of then held_on end as held_on,
    from activities
    join viewed on viewed.village_code = activities.place_code
    where activity = 'training_day'
),

judged as (
    select
        session.*,
        coalesce(held_on, planned_on) as on_day,
        coalesce(n_materials, 0) as n_materials,
        coalesce(n_accepted, 0) as n_accepted,
        case when ready_on <= $as_of then ready_on end as ready_on,
        coalesce(ready_on <= coalesce(held_on, $as_of), false) as is_equipped,
        case when held_on is not null then 'held' when planned_on < $as_of then 'late' else 'planned' end as state,
    from session
    left join material using (village_code)
    where coalesce(held_on, planned_on) is not null
)

select
    village_code,
    officer,
    day_no,
    planned_on,
    held_on,
    n_materials,
    n_accepted,
    ready_on,
    is_equipped,
    count(*) over () as n_all,
from judged
where
    (state = $kind or ($kind = 'unequipped' and state = 'held' and not is_equipped))
    and ($from_on::date is null or on_day >= $from_on::date)
    and ($to_on::date is null or on_day <= $to_on::date)
order by
    case when $kind = 'unequipped' then date '9999-12-31' - on_day else on_day - date '0001-01-01' end,
    village_code,
    day_no
limit $n
