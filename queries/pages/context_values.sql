-- purpose: what other offices published about an area, the areas above it and those one level below
-- grain: one row per area, indicator, source, unit and year; whole-year rows only (months stand in another series)
-- parameters: area_code ('' is the nation)
select
    area_code,
    indicator,
    coalesce(unit, '') as unit,
    coalesce(source, '') as source,
    coalesce(is_fiscal_year, false) as is_fiscal_year,
    year,
    months,
    value,
from context
where
    month is null
    and value is not null
    and (
        starts_with($area_code, area_code)
        or (starts_with(area_code, $area_code) and length(area_code) = length($area_code) + 2)
    )
order by indicator, source, unit, length(area_code) desc, area_code, year
limit 5000
