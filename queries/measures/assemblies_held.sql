-- purpose: assemblies_held, villages that held an occupation assembly, of all villages
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

first_assembly as (
    select place_code as village_code, min(held_on) as on_day,
    from activities
    where activity = 'occupation_assembly' and held_on is not null
    group by place_code
)

select fiscal_year, 'assemblies_held' as measure, village_code, on_day, 1 as numerator, 0 as denominator,
from first_assembly
join village_year using (village_code)
union all
select fiscal_year, 'assemblies_held', village_code, date '0001-01-01', 0, 1,
from village_year
