-- purpose: districts with target villages where nothing has happened for 30 days, by the days of events
-- grain: one row per district: code, register, place_code, entity_key, facts (json)
-- parameters: today
with

-- the last day of each register, for greatest() passes over what is missing
last_day as (
    select
        left(village_code, 4) as district_code,
        greatest(
            max(surveyed_on) filter (surveyed_on <= $today),
            max(registered_on) filter (registered_on <= $today),
            max(trained_on) filter (trained_on <= $today),
            max(left_on) filter (left_on <= $today)
        ) as on_day,
    from sages
    group by left(village_code, 4)
    union all
    select
        left(village_code, 4),
        greatest(
            max(selected_on) filter (selected_on <= $today),
            max(trained_on) filter (trained_on <= $today),
            max(practising_from) filter (practising_from <= $today),
            max(stopped_on) filter (stopped_on <= $today)
        ),
    from households
    group by left(village_code, 4)
    union all
    select
        left(village_code, 4),
        max(measured_on) filter (measured_on <= $today),
    from incomes
    group by left(village_code, 4)
    union all
    select
        left(place_code, 4),
        max(held_on) filter (held_on <= $today),
    from activities
    group by left(place_code, 4)
    union all
    select
        left(village_code, 4),
        max(visited_on) filter (visited_on <= $today),
    from visits
    group by left(village_code, 4)
    union all
    select
        left(village_code, 4),
        greatest(
            max(ordered_on) filter (ordered_on <= $today),
            max(delivered_on) filter (delivered_on <= $today),
            max(accepted_on) filter (accepted_on <= $today),
            max(paid_on) filter (paid_on <= $today)
        ),
    from materials
    group by left(village_code, 4)
    union all
    select
        left(village_code, 4),
        greatest(
            max(founded_on) filter (founded_on <= $today),
            max(otop_registered_on) filter (otop_registered_on <= $today)
        ),
    from groups
    group by left(village_code, 4)
),

newest as (
    select district_code, max(on_day) as on_day,
    from last_day
    group by district_code
),

district as (
    select distinct district_code,
    from village_year
)

select
    'district_silent' as code,
    'villages' as register,
    district_code as place_code,
    '' as entity_key,
    json_object('newest_on', on_day::varchar)::varchar as facts,
from district
left join newest using (district_code)
where on_day is null or on_day <= $today - 30
order by place_code
