-- purpose: the target that the register has for one area and measure, and the batch that first brought it
-- grain: one row when there is one
-- parameters: fiscal_year, area_code ('' is the nation), measure
select target, first_batch_id,
from targets
where fiscal_year = $fiscal_year and area_code = $area_code and measure = $measure
