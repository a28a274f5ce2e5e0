-- purpose: rows that imports refused and that nobody has brought right, in a view
-- grain: one row per refused row of a sheet, the newest import first; at most n, n_all counts all; reasons is a list of
--     structs (column, value, code, facts)
-- parameters: scope (Filters.params), reason (a code or null = all), register (or null = all), n
with

waiting as (
    select *
    from refused_open
    where in_view($scope, place_code) and ($register::varchar is null or register = $register)
),

reasons as (
    select
        batch_id,
        register,
        file,
        sheet,
        "row",
        list({'column': "column", 'value': value, 'code': code, 'facts': facts}) as reasons,
        bool_or(code = $reason) as has_reason,
    from quarantine_reasons
    semi join waiting using (batch_id, register, file, sheet, "row")
    group by batch_id, register, file, sheet, "row"
)

select
    batch_id,
    stored_at,
    register,
    file,
    sheet,
    "row",
    place_code,
    cells,
    reasons,
    count(*) over ()::integer as n_all,
from waiting
join reasons using (batch_id, register, file, sheet, "row")
where $reason::varchar is null or has_reason
order by batch_id desc, file, sheet, register, "row"
limit $n
