-- purpose: the four dimensions of data quality for the areas of one level in a view
-- grain: one row per area and dimension that can be judged there
-- parameters: scope (Filters.params), as_of, digits (the code length of the areas, 0 = the whole view)
select
    left(village_code, $digits) as area_code,
    dimension,
    sum(numerator)::bigint as numerator,
    sum(denominator)::bigint as denominator,
from village_quality($scope, $as_of::date)
group by area_code, dimension
order by area_code, dimension
