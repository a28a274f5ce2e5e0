-- purpose: villages whose materials are not all accepted for a training that was held, is overdue or comes within 14 days
--     (the rule is in delivery_standing)
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas)
select left(village_code, $digits) as area_code, count(*) as n,
from delivery_standing($scope, $as_of)
where standing in ('urgent', 'overdue', 'trained_without')
group by area_code
order by n desc, area_code
