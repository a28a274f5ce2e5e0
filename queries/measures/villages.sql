-- purpose: villages, the target villages of the year
-- grain: one row per fiscal year and village: the change of numerator and denominator on a day
-- parameters: none
select
    fiscal_year,
    'villages' as measure,
    village_code,
    date '0001-01-01' as on_day,
    1 as numerator,
    0 as denominator,
from village_year
