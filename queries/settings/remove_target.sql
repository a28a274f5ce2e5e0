-- purpose: take away the target of one area and measure
-- grain: the one row
-- parameters: fiscal_year, area_code ('' is the nation), measure
delete from targets
where fiscal_year = $fiscal_year and area_code = $area_code and measure = $measure
