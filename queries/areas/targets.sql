-- purpose: the targets of a year as offices set them
-- grain: one row per measure and area ('' is the nation)
-- parameters: fiscal_year
select measure, area_code, target,
from targets
where fiscal_year = $fiscal_year and target is not null
