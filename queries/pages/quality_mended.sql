-- purpose: what imports put right or took over by themselves, so that somebody can look at it
-- grain: one row per batch that stands, file, sheet and register that has any; warnings is a json object code → count
-- parameters: codes (those that tell it), n
select batch_id, stored_at, file, sheet, register, warnings,
from batch_registers
join batches using (batch_id)
where undone_at is null and list_has_any(json_keys(warnings), $codes::varchar[])
order by batch_id desc, file, sheet, register
limit $n
