-- purpose: the areas that have target villages, for the levels whose sums are kept: the nation and its provinces
-- grain: one row per fiscal year, code length (0, 2) and area
-- parameters: none
create or replace table area_year as
select distinct fiscal_year, digits::utinyint as digits, left(village_code, digits) as area_code,
from village_year
cross join (values (0), (2)) as level (digits)
order by fiscal_year, digits, area_code
