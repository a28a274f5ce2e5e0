-- purpose: give the snapshots that the history names the numbers they have in another store
-- grain: one row per batch
-- parameters: $shift how much higher the numbers are there
update batches
set
    snapshot = lpad((snapshot::integer + $shift)::varchar, 6, '0'),
    base_snapshot = lpad((base_snapshot::integer + $shift)::varchar, 6, '0')
