-- purpose: batches that the machine's clock dated before the batch that came in before them
-- grain: one row per such batch
-- parameters: none
with dated as (
    select
        batch_id,
        lag(batch_id) over in_order as before,
        stored_at,
        lag(stored_at) over in_order as stored_before,
    from batches
    window in_order as (order by batch_id)
)
select batch_id as batch, before, stored_at as at, stored_before as at_before
from dated
where stored_at < stored_before
order by batch_id
