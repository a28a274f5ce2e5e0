-- What came in, the newest batch first.
-- grain: one row per batch, undone ones included; counts are null where somebody with areas may not know them
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
        case when count(n_read) = count(*) then sum(n_read)::integer end as n_read,
        case when count(n_new) = count(*) then sum(n_new)::integer end as n_new,
        case when count(n_changed) = count(*) then sum(n_changed)::integer end as n_changed,
        case when count(n_unchanged) = count(*) then sum(n_unchanged)::integer end as n_unchanged,
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
    case when r.registers is null then 0 else r.n_read end as n_read,
    case when r.registers is null then 0 else r.n_new end as n_new,
    case when r.registers is null then 0 else r.n_changed end as n_changed,
    case when r.registers is null then 0 else r.n_unchanged end as n_unchanged,
    coalesce(r.n_rejected, 0) as n_rejected,
from batches b
left join files f using (batch_id)
left join registers r using (batch_id)
order by b.batch_id desc
