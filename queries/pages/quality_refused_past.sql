-- purpose: what became of the rows that each import refused, in a view: brought right, refused once more, or waiting
-- grain: one row per import that stands and refused a row of the view, the newest first; at most n;
--     n_refused = n_corrected + n_again + n_open
-- parameters: scope (Filters.params), n
with

corrected as (
    select distinct c.batch_id, c.register, c.file, c.sheet, c."row", true as is_corrected,
    from corrections c
    join batches b on b.batch_id = c.corrected_by
    where b.undone_at is null
),

waiting as (
    select batch_id, register, file, sheet, "row", true as is_open,
    from refused_open
),

refused as (
    select batch_id, stored_at, coalesce(is_corrected, false) as is_corrected, coalesce(is_open, false) as is_open,
    from quarantine
    join batches using (batch_id)
    left join corrected using (batch_id, register, file, sheet, "row")
    left join waiting using (batch_id, register, file, sheet, "row")
    where undone_at is null and in_view($scope, coalesce(place_code, ''))
)

select
    batch_id,
    stored_at,
    count(*)::integer as n_refused,
    count(*) filter (is_corrected)::integer as n_corrected,
    count(*) filter (not is_corrected and not is_open)::integer as n_again,
    count(*) filter (is_open)::integer as n_open,
from refused
group by batch_id, stored_at
order by batch_id desc
limit $n
