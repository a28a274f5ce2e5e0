-- purpose: rows that came under an abolished place code and are stored under its successor
-- grain: one row per register, abolished code and successor, of the imports that stand
-- parameters: none
select
    register,
    abolished_code,
    place_code,
    sum(n_rows)::integer as n_rows,
from succeeded_places
join batches using (batch_id)
where undone_at is null
group by register, abolished_code, place_code
order by abolished_code, place_code, register
