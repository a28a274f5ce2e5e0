-- purpose: the snapshots that the next undo or redo needs, which retention never removes
-- grain: one row per snapshot
-- parameters: none
with newest_standing as (
    select max(batch_id) as batch_id
    from batches
    where undone_at is null
)
select base_snapshot as snapshot
from batches
join newest_standing using (batch_id)
where base_snapshot is not null
union
select batches.snapshot
from batches, newest_standing
where batches.batch_id > coalesce(newest_standing.batch_id, 0)
order by snapshot
