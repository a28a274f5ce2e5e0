-- purpose: how many villages have reached each stage, and how many stand at each, on a day, for areas of one level
-- grain: one row per area, kind (reached: stages 1 to 11; standing: 0 to 11) and stage that has villages
-- parameters: fiscal_year, as_of, scope (Filters.params), digits (of the area's code: 0, 2, 4, 6, 8)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

in_force as (
    select area_code, 'reached' as kind, stage,
    from village_stage
    join scope using (village_code)
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
    union all
    select area_code, 'standing', stage,
    from village_standing
    join scope using (village_code)
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
)

select area_code, kind, stage, count(*) as n_villages,
from in_force
group by area_code, kind, stage
order by area_code
