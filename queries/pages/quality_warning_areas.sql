-- purpose: in which areas of a view the doubtful things of one kind are
-- grain: one row per area, those with most first
-- parameters: scope (Filters.params), as_of, code, digits (the code length of the areas)
select left(place_code, $digits) as area_code, count(*)::integer as n,
from finding_in_view($scope, $as_of::date)
where code = $code
group by area_code
order by n desc, area_code
