-- purpose: villages with a training day planned within 7 days whose materials are not all accepted
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

training_soon as (
    select distinct place_code as village_code,
    from activities
    where
        activity = 'training_day'
        and planned_on between $as_of and $as_of + interval 7 days
        and (held_on is null or held_on > $as_of)
),

material as (
    select village_code, bool_and(coalesce(accepted_on <= $as_of, false)) as is_accepted,
    from materials
    group by village_code
)

select area_code, count(*) as n,
from viewed
join training_soon using (village_code)
left join material using (village_code)
where not coalesce(is_accepted, false)
group by area_code
order by n desc, area_code
