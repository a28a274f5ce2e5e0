-- Batches whose counts do not add up: read = new + changed + unchanged + rejected.
-- grain: one row per register and sheet of a batch that breaks the identity (none in a sound store)
-- parameters: none
select
    'conservation' as code,
    batch_id as batch,
    file,
    n_read as read,
    n_new + n_changed + n_unchanged + n_rejected as accounted,
from batch_registers
where n_read <> n_new + n_changed + n_unchanged + n_rejected
