-- purpose: how late rows were recorded after what they tell of happened, by register; what an office brought with its
--     first import of a register is not counted, for that was written down long before
-- grain: one row per register that later imports brought rows of
-- parameters: scope (Filters.params), as_of
with

event as (
    select register, left(place_code, 4) as district_code, on_day, first_batch_id, n_rows,
    from register_day
    where
        event in ('selected_on', 'measured_on', 'visited_on', 'founded_on')
        and on_day <= $as_of
        and place_code in (select village_code from village_scope($scope))
),

first_import as (
    select register, left(place_code, 4) as district_code, min(first_batch_id) as first_batch_id,
    from register_day
    group by register, district_code
),

recorded as (
    select event.register, n_rows, greatest(stored_at::date - on_day, 0) as days_late,
    from event
    join first_import using (register, district_code)
    join batches on batches.batch_id = event.first_batch_id
    where event.first_batch_id > first_import.first_batch_id
)

select
    register,
    sum(n_rows)::integer as n_rows,
    sum(n_rows) filter (days_late > 30)::integer as n_late,
    max(days_late)::integer as most_days,
from recorded
group by register
order by register
