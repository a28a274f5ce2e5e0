-- purpose: sages_surveyed, villages with at least one surveyed sage, of all villages
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

first_survey as (
    select village_code, min(surveyed_on) as on_day,
    from sages
    where surveyed_on is not null
    group by village_code
)

select fiscal_year, 'sages_surveyed' as measure, village_code, on_day, 1 as numerator, 0 as denominator,
from first_survey
join village_year using (village_code)
union all
select fiscal_year, 'sages_surveyed', village_code, date '0001-01-01', 0, 1,
from village_year
