-- purpose: how many villages have reached each stage, and how many stand at each, on some days, for areas of one level
-- grain: one row per area, day, kind (reached: stages 1 to 11; standing: 0 to 11) and stage that has villages, by area
-- parameters: fiscal_year, scope (Filters.params), days, digits (of the area's code: 0, 2, 4, 6, 8)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

period as (
    select area_code, 'reached' as kind, stage, from_on, to_on,
    from village_stage
    join scope using (village_code)
    where fiscal_year = $fiscal_year
    union all
    select area_code, 'standing', stage, from_on, to_on,
    from village_standing
    join scope using (village_code)
    where fiscal_year = $fiscal_year
),

in_force as (
    select
        area_code,
        kind,
        stage,
        unnest(list_filter(list_distinct($days::date[]), lambda day: day >= from_on and day < to_on)) as day,
    from period
)

select area_code, day, kind, stage, count(*) as n_villages,
from in_force
group by area_code, day, kind, stage
order by area_code
