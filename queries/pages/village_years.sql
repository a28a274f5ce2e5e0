-- purpose: the fiscal years in which a village is a target
-- grain: one row per fiscal year, the latest first
-- parameters: village_code
select fiscal_year,
from village_year
where village_code = $village_code
order by fiscal_year desc
