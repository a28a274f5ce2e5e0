-- purpose: the meetings of the district support teams in the fiscal year; they count in no measure
-- grain: one row per district with a village in the view: those with a late meeting first, then those that met longest
--     ago; at most n rows, n_all counts all of them
-- parameters: fiscal_year, as_of, scope (Filters.params), n
with

district as (
    select distinct left(village_code, 4) as district_code
    from village_scope($scope)
),

meeting as (
    select
        place_code as district_code,
        planned_on,
        case when held_on <= $as_of then held_on end as held_on,
        case when held_on <= $as_of then participants end as participants,
    from activities
    where
        activity = 'support_team'
        and coalesce(held_on, planned_on) between make_date($fiscal_year - 544, 10, 1)
        and make_date($fiscal_year - 543, 9, 30)
),

met as (
    select
        district_code,
        count(held_on) as n_held,
        count(*) filter (where held_on is null and planned_on < $as_of) as n_late,
        count(*) filter (where held_on is null and planned_on >= $as_of) as n_to_come,
        max(held_on) as last_on,
        min(planned_on) filter (where held_on is null and planned_on >= $as_of) as next_on,
        sum(participants)::integer as n_participants,
    from meeting
    group by district_code
)

select
    district_code,
    coalesce(n_held, 0) as n_held,
    coalesce(n_late, 0) as n_late,
    coalesce(n_to_come, 0) as n_to_come,
    last_on,
    next_on,
    n_participants,
    count(*) over () as n_all,
from district
left join met using (district_code)
order by coalesce(n_late, 0) = 0, last_on nulls first, district_code
limit $n
