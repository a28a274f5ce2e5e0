-- What came in, the newest batch first.
-- grain: one row per batch, undone ones included
-- parameters: none
with files as (
    select batch_id, list(file order by file) as files
    from batch_files
    group by batch_id
),
registers as (
    select
        batch_id,
        list(distinct register order by register) as registers,
        sum(n_read)::integer as n_read,
        sum(n_new)::integer as n_new,
        sum(n_changed)::integer as n_changed,
        sum(n_unchanged)::integer as n_unchanged,
        sum(n_rejected)::integer as n_rejected,
    from batch_registers
    group by batch_id
)
select
    b.batch_id,
    b.stored_at,
    b.undone_at,
    b.stored_by,
    coalesce(f.files, []) as files,
    coalesce(r.registers, []) as registers,
    coalesce(r.n_read, 0) as n_read,
    coalesce(r.n_new, 0) as n_new,
    coalesce(r.n_changed, 0) as n_changed,
    coalesce(r.n_unchanged, 0) as n_unchanged,
    coalesce(r.n_rejected, 0) as n_rejected,
from batches b
left join files f using (batch_id)
left join registers r using (batch_id)
order by b.batch_id desc
