-- purpose: trained target households that nobody visited or phoned in the 30 days before (the rule is in visit_gap)
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), digits (the code length of the areas)
select left(village_code, $digits) as area_code, count(*) as n,
from visit_gap
semi join village_scope($scope) using (village_code)
where
    overdue_from <= $as_of
    and overdue_to > $as_of
    and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation::varchar)
group by area_code
order by n desc, area_code
