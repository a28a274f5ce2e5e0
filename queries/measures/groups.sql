-- purpose: groups, occupation groups founded
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
select
    fiscal_year,
    'groups' as measure,
    village_code,
    founded_on as on_day,
    count(*) as numerator,
    0 as denominator,
from groups
join village_year using (village_code)
where founded_on is not null
group by fiscal_year, village_code, founded_on
