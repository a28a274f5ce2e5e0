-- purpose: how many refused rows of a view still wait, by register, by reason and by area
-- grain: one row per kind (register, reason, area) and its key; a row with several reasons counts with each of them
-- parameters: scope (Filters.params), digits (the code length of the areas)
with

waiting as (
    select *
    from refused_open
    where in_view($scope, place_code)
)

select 'register' as kind, register as key, count(*)::integer as n,
from waiting
group by register
union all
select 'reason', code, count(distinct (batch_id, register, file, sheet, "row"))::integer,
from waiting
join quarantine_reasons using (batch_id, register, file, sheet, "row")
group by code
union all
-- a place that is not known so deep stands for itself
select 'area', left(place_code, $digits), count(*)::integer,
from waiting
group by left(place_code, $digits)
order by kind, n desc, key
