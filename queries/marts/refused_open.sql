-- purpose: rows that an import refused and that no later import brought right or refused again
-- grain: a view: one row per refused row of a sheet, of batches that stand; place_code is the deepest part of the place
--     that could be read ('' when none)
-- parameters: none
create or replace view refused_open as
with

corrected as (
    select distinct c.batch_id, c.register, c.file, c.sheet, c."row",
    from corrections c
    join batches b on b.batch_id = c.corrected_by
    where b.undone_at is null
)

select
    q.batch_id,
    b.stored_at,
    q.register,
    q.file,
    q.sheet,
    q."row",
    coalesce(q.place_code, '') as place_code,
    q.cells,
from quarantine q
join batches b using (batch_id)
anti join corrected using (batch_id, register, file, sheet, "row")
where b.undone_at is null
qualify q.batch_id = max(q.batch_id) over (partition by q.register, coalesce(q.entity_key, q.content, q.cells))
