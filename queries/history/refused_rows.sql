-- The quarantine of a batch with all reasons of each row.
-- grain: one row per refused row of a sheet
-- parameters: batch_id
with reasons as (
    select
        register,
        file,
        sheet,
        "row",
        list({'column': "column", 'value': value, 'code': code, 'facts': facts}) as reasons,
    from quarantine_reasons
    where batch_id = $batch_id
    group by register, file, sheet, "row"
)
select q.register, q.file, q.sheet, q."row", q.cells, r.reasons
from quarantine q
join reasons r on
    r.register = q.register
    and r.file = q.file
    and r.sheet = q.sheet
    and r."row" = q."row"
where q.batch_id = $batch_id
order by q.file, q.sheet, q.register, q."row"
