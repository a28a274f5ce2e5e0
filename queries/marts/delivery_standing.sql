-- purpose: whether the materials of each village of a view are there for its first training day, on a day
-- grain: a table macro: one row per target village of the year in the view
-- parameters: none
--     seen is a struct (Filters.params), on_day the day; a day after it has not happened, a plan for later is known.
--     needed_on is the first training day held, else the first planned. The materials are there when all are
--     accepted (as in the measure materials_accepted); ready_on is the last acceptance then. standing:
--     trained_without (held, not all accepted), overdue (not held on its planned day, not all accepted), urgent (not
--     all accepted, training within 14 days), late (accepted after it), waiting (not all accepted, training later),
--     no_day (no training day known), in_time, unlisted (no materials in the register)
create or replace macro delivery_standing(seen, on_day) as table
with

viewed as (
    select village_code, officer
    from village_scope(seen)
),

training as (
    select
        place_code as village_code,
        min(held_on) filter (where held_on <= on_day) as held_on,
        min(planned_on) filter (where held_on is null or held_on > on_day) as planned_on,
    from activities
    where activity = 'training_day' and place_code in (select village_code from viewed)
    group by place_code
),

material as (
    select
        village_code,
        count(*) as n_materials,
        count(*) filter (where delivered_on is not null or standing > 2) as n_delivered,
        count(accepted_on) as n_accepted,
        max(delivered_on) as delivered_on,
        max(accepted_on) as accepted_on,
        sum(cost_baht) filter (where standing < 3) as waiting_baht,
    from material_standing(seen, on_day)
    group by village_code
),

joined as (
    select
        viewed.village_code,
        viewed.officer,
        coalesce(material.n_materials, 0) as n_materials,
        coalesce(material.n_delivered, 0) as n_delivered,
        coalesce(material.n_accepted, 0) as n_accepted,
        coalesce(material.waiting_baht, 0) as waiting_baht,
        training.held_on is not null as is_held,
        material.delivered_on,
        case when material.n_accepted = material.n_materials then material.accepted_on end as ready_on,
        coalesce(training.held_on, training.planned_on) as needed_on,
    from viewed
    left join material using (village_code)
    left join training using (village_code)
)

select
    *,
    ready_on - needed_on as days_late,
    case
        when n_materials = 0 then 'unlisted'
        when ready_on is not null and ready_on > needed_on then 'late'
        when ready_on is not null and needed_on is not null then 'in_time'
        when is_held then 'trained_without'
        when needed_on is null then 'no_day'
        when needed_on < on_day then 'overdue'
        when needed_on <= on_day + 14 then 'urgent'
        else 'waiting'
    end as standing,
from joined
