-- purpose: groups, occupation groups founded
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
select
    fiscal_year,
    'groups' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    founded_on as on_day,
    count(*) as numerator,
    0 as denominator,
from groups
join village_year using (village_code)
where founded_on is not null
group by fiscal_year, village_code, coalesce(occupation_type, ''), founded_on
