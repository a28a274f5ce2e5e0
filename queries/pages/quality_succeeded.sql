-- purpose: rows that came under an abolished place code and are stored under its successor, in a view
-- grain: one row per register, abolished code and successor, those brought last first; at most n, n_all counts all and
--     n_rows the rows of all imports that stand
-- parameters: scope (Filters.params), n
select
    register,
    abolished_code,
    place_code,
    sum(n_rows)::integer as n_rows,
    max(stored_at) as stored_at,
    arg_max(file, stored_at) as file,
    count(*) over ()::integer as n_all,
from succeeded_places
join batches using (batch_id)
where undone_at is null and in_view($scope, place_code)
group by register, abolished_code, place_code
order by max(stored_at) desc, place_code, abolished_code, register
limit $n
