-- purpose: the files that registers came from, in imports that stand
-- grain: one row per batch, file, sheet and register, the newest first
-- parameters: registers
select
    batch_id,
    stored_at,
    register,
    file,
    sheet,
    n_read,
    n_new,
    n_changed,
    n_rejected,
from batch_registers
join batches using (batch_id)
where undone_at is null and list_contains($registers, register)
order by stored_at desc, batch_id desc, register, file, sheet
