-- Rejected rows that are counted but not kept, or kept without a reason.
-- grain: one row per batch that breaks the identity (none in a sound store)
-- parameters: none
with counted as (
    select batch_id, sum(n_rejected) as n from batch_registers group by batch_id
),
kept as (
    select batch_id, count(*) as n from quarantine group by batch_id
),
reasoned as (
    select batch_id, count(distinct (register, file, sheet, "row")) as n
    from quarantine_reasons
    group by batch_id
)
select
    'quarantine_complete' as code,
    c.batch_id as batch,
    c.n as counted,
    coalesce(k.n, 0) as kept,
    coalesce(r.n, 0) as with_reason,
from counted c
left join kept k using (batch_id)
left join reasoned r using (batch_id)
where c.n <> coalesce(k.n, 0) or c.n <> coalesce(r.n, 0)
