-- purpose: groups that are ready for OTOP (the rule is in queries/marts/group_at.sql) and not registered
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas), occupation (type or null = all)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
)

select area_code, count(*) as n,
from viewed
join group_at($as_of) using (village_code)
where is_ready and ($occupation::varchar is null or occupation_type = $occupation)
group by area_code
order by n desc, area_code
