-- purpose: trained target households that nobody visited or phoned in the 30 days before
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

overdue_unless_visited as (
    select area_code, village_code, house_no,
    from households
    join viewed using (village_code)
    where
        target
        and selected_on <= $as_of
        and trained_on < $as_of - interval 30 days
        and (stopped_on is null or stopped_on > $as_of)
),

visited_lately as (
    select village_code, house_no,
    from visits
    where visited_on between $as_of - interval 30 days and $as_of
)

select area_code, count(*) as n,
from overdue_unless_visited
anti join visited_lately using (village_code, house_no)
group by area_code
order by n desc, area_code
