-- purpose: groups founded 60 days ago or earlier with 5 members or more that are not registered as OTOP
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

ready as (
    select village_code,
    from groups
    where
        founded_on <= $as_of - interval 60 days
        and members >= 5
        and (otop_registered_on is null or otop_registered_on > $as_of)
)

select area_code, count(*) as n,
from viewed
join ready using (village_code)
group by area_code
order by n desc, area_code
