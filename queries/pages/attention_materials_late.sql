-- purpose: villages whose materials are not all accepted for a training that was held, is overdue or comes within 14 days
--     (the standings trained_without, overdue and urgent of delivery_standing, whose other columns cost as much to plan
--     as all that is left here)
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas)
with

pressing as (
    select village_code,
    from activities
    join village_scope($scope) on village_code = place_code
    where activity = 'training_day'
    group by village_code
    having
        min(held_on) <= $as_of
        or min(planned_on) filter (where held_on is null or held_on > $as_of) <= $as_of + 14
),

waiting as (
    select village_code,
    from materials
    semi join pressing using (village_code)
    group by village_code
    having count(*) filter (where accepted_on <= $as_of) < count(*)
)

select left(village_code, $digits) as area_code, count(*) as n,
from waiting
group by left(village_code, $digits)
order by n desc, area_code
