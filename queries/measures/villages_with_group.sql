-- purpose: villages_with_group, villages with at least one occupation group, of all villages
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

first_group as (
    select village_code, min(founded_on) as on_day,
    from groups
    where founded_on is not null
    group by village_code
)

select fiscal_year, 'villages_with_group' as measure, village_code, on_day, 1 as numerator, 0 as denominator,
from first_group
join village_year using (village_code)
union all
select fiscal_year, 'villages_with_group', village_code, date '0001-01-01', 0, 1,
from village_year
