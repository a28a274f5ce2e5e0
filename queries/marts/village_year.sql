-- purpose: the target villages of each year with the codes above them
-- grain: one row per fiscal year and target village
-- parameters: none
create or replace table village_year as
select
    fiscal_year,
    village_code,
    left(village_code, 2) as province_code,
    left(village_code, 4) as district_code,
    left(village_code, 6) as subdistrict_code,
    village_name,
    officer,
    budget_baht,
    households_total,
    latitude,
    longitude,
from villages
order by fiscal_year, village_code
