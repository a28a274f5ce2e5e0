-- purpose: since when each area of a view has reported nothing, by register, with who looks after it; a district is
--     heard of with anything that happened in it, as the warning district_silent has it
-- grain: one row per area of the level, those silent longest (or never heard of) first; at most n, n_all counts all and
--     n_silent those without anything in the 30 days before
-- parameters: scope (Filters.params), as_of, digits (the code length of the areas: 4 or 8), n
with

viewed as (
    select village_code, left(village_code, $digits) as area_code, officer,
    from village_scope($scope)
),

-- the range leaves most rows of other areas out before anything is looked up; a colon comes after the digits
by_place as (
    select place_code, register, max(on_day) as newest_on,
    from register_day
    where
        on_day <= $as_of
        and (
            struct_extract($scope, 'areas') is null
            or (
                place_code >= (select min(area_code) from viewed)
                and place_code < (select max(area_code) || ':' from viewed)
            )
        )
    group by place_code, register
),

reported as (
    select left(place_code, $digits) as area_code, register, max(newest_on) as newest_on,
    from by_place
    where left(place_code, $digits) in (select area_code from viewed)
    group by area_code, register
),

by_register as (
    select
        area_code,
        max(newest_on) as newest_on,
        max(newest_on) filter (register = 'sages') as sages_on,
        max(newest_on) filter (register = 'households') as households_on,
        max(newest_on) filter (register = 'activities') as activities_on,
        max(newest_on) filter (register = 'materials') as materials_on,
        max(newest_on) filter (register = 'visits') as visits_on,
        max(newest_on) filter (register = 'incomes') as incomes_on,
        max(newest_on) filter (register = 'groups') as groups_on,
    from reported
    group by area_code
),

by_officer as (
    select area_code, officer, count(*) as n_villages,
    from viewed
    group by area_code, officer
),

responsible as (
    select
        area_code,
        sum(n_villages)::integer as n_villages,
        list(officer order by n_villages desc, officer) filter (officer is not null) as officers,
    from by_officer
    group by area_code
),

head as (
    select district_code as area_code, min(full_name) as head_name,
    from officers
    where starts_with(position, 'พัฒนาการอำเภอ')
    group by district_code
)

select
    area_code,
    n_villages,
    newest_on,
    sages_on,
    households_on,
    activities_on,
    materials_on,
    visits_on,
    incomes_on,
    groups_on,
    head_name,
    list_slice(officers, 1, 3) as officers,
    coalesce(len(officers), 0)::integer as n_officers,
    (newest_on is null or newest_on <= $as_of - 30) as is_silent,
    count(*) over ()::integer as n_all,
    (count(*) filter (newest_on is null or newest_on <= $as_of - 30) over ())::integer as n_silent,
from responsible
left join by_register using (area_code)
left join head using (area_code)
order by newest_on nulls first, area_code
limit $n
