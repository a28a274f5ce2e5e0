-- purpose: the fiscal years that have target villages, the earliest first
-- grain: one row per fiscal year
-- parameters: none
select distinct fiscal_year,
from village_year
order by fiscal_year
