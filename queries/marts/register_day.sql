-- purpose: on which days something of a register happened in a place, and in which import it first came
-- grain: one row per place (a village; of support-team meetings the district), register, event (the column of the
--     day), day and import that first brought the rows
-- parameters: none
create or replace table register_day as
with

event as (
    select village_code as place_code, 'sages' as register, event, on_day, first_batch_id,
    from sages
    unpivot (on_day for event in (surveyed_on, registered_on, trained_on, left_on))
    union all
    select village_code, 'households', event, on_day, first_batch_id,
    from households
    unpivot (on_day for event in (selected_on, trained_on, practising_from, stopped_on))
    union all
    select village_code, 'incomes', 'measured_on', measured_on, first_batch_id, from incomes
    union all
    select place_code, 'activities', 'held_on', held_on, first_batch_id, from activities
    union all
    select village_code, 'visits', 'visited_on', visited_on, first_batch_id, from visits
    union all
    select village_code, 'materials', event, on_day, first_batch_id,
    from materials
    unpivot (on_day for event in (ordered_on, delivered_on, accepted_on, paid_on))
    union all
    select village_code, 'groups', event, on_day, first_batch_id,
    from groups
    unpivot (on_day for event in (founded_on, otop_registered_on))
)

select place_code, register, event, on_day, first_batch_id, count(*)::integer as n_rows,
from event
where on_day is not null
group by all
order by place_code, register, on_day, event, first_batch_id
