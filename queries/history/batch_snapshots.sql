-- purpose: which snapshot each batch made, and when it was taken back
-- grain: one row per batch
-- parameters: none
select batch_id, snapshot, undone_at,
from batches
order by batch_id
