-- purpose: materials_accepted, villages all of whose materials (at least one) are accepted, of all villages
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

last_acceptance as (
    select village_code, max(accepted_on) as on_day,
    from materials
    group by village_code
    having count(*) = count(accepted_on)
)

select fiscal_year, 'materials_accepted' as measure, village_code, on_day, 1 as numerator, 0 as denominator,
from last_acceptance
join village_year using (village_code)
union all
select fiscal_year, 'materials_accepted', village_code, date '0001-01-01', 0, 1,
from village_year
