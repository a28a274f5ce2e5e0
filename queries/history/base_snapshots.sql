-- From which snapshot each batch started (null = from nothing).
-- grain: one row per batch
-- parameters: none
select batch_id, base_snapshot from batches
