-- purpose: whether a village of an area is stored
-- grain: one row
-- parameters: area (the code of a province, district, subdistrict or village)
select length($area) in (2, 4, 6, 8) and exists (from villages where starts_with(village_code, $area)) as has_villages
