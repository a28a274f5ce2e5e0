-- purpose: households_selected, target households selected, of the plan (20 a village)
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
select
    fiscal_year,
    'households_selected' as measure,
    village_code,
    selected_on as on_day,
    count(*) as numerator,
    0 as denominator,
from households
join village_year using (village_code)
where target and selected_on is not null
group by fiscal_year, village_code, selected_on
union all
select fiscal_year, 'households_selected', village_code, date '0001-01-01', 0, households_per_village,
from village_year
join programme_rules using (fiscal_year)
