-- purpose: village_stage and village_standing added up by province and for the nation: how many villages more stand so from a day on
-- grain: one row per fiscal year, code length of the area (0, 2), area, kind (reached: stages 1 to 11; standing: 0 to
--     11), stage and day on which the number changes
-- parameters: none
create or replace table area_stage_change as
with

period as (
    select fiscal_year, village_code, 'reached' as kind, stage, from_on, to_on,
    from village_stage
    union all
    select fiscal_year, village_code, 'standing', stage, from_on, to_on,
    from village_standing
),

turn as (
    select fiscal_year, village_code, kind, stage, from_on as on_day, 1 as n_villages,
    from period
    union all
    select fiscal_year, village_code, kind, stage, to_on, -1,
    from period
    where to_on < date '9999-12-31'
)

select
    digits::utinyint as digits,
    fiscal_year,
    left(village_code, digits) as area_code,
    kind,
    stage,
    on_day,
    sum(n_villages)::integer as n_villages,
from turn
cross join (values (0), (2)) as level (digits)
group by digits, fiscal_year, left(village_code, digits), kind, stage, on_day
having sum(n_villages) <> 0
order by digits, fiscal_year, left(village_code, digits), kind, stage, on_day
