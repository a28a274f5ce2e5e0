-- purpose: how far a view is on the way from practising households to groups, OTOP and stars
-- grain: one row per area of the view
-- parameters: fiscal_year, as_of, scope (Filters.params), occupation (type or null = all),
--     digits (the code length of the areas; 0 = the whole view as one)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

practising as (
    from practising_at($scope, $fiscal_year, $as_of, $occupation)
),

grouped as (
    select
        village_code,
        count(*) as n_groups,
        count(*) filter (where is_registered) as n_registered,
        count(stars) as n_starred,
    from group_at($as_of)
    semi join viewed using (village_code)
    where $occupation::varchar is null or occupation_type = $occupation
    group by village_code
)

select
    area_code,
    count(*)::integer as n_villages,
    count(n_households)::integer as n_villages_practising,
    coalesce(sum(n_households), 0)::integer as n_households,
    count(n_groups)::integer as n_villages_grouped,
    coalesce(sum(n_groups), 0)::integer as n_groups,
    count(*) filter (where n_registered > 0)::integer as n_villages_registered,
    coalesce(sum(n_registered), 0)::integer as n_registered,
    count(*) filter (where n_starred > 0)::integer as n_villages_starred,
    coalesce(sum(n_starred), 0)::integer as n_starred,
from viewed
left join practising using (village_code)
left join grouped using (village_code)
group by area_code
order by area_code
