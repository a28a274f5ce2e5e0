-- purpose: how many villages have reached each stage, and how many stand at each, on a day, for areas of one level; as
--     areas/stages_at, from the sums that are kept by area
-- grain: one row per area, kind (reached: stages 1 to 11; standing: 0 to 11) and stage that has villages
-- parameters: as_of, scope (Filters.params), digits (of the area's code: 0, 2), level (code length of the sums)
select left(area_code, $digits) as area_code, kind, stage, sum(n_villages)::integer as n_villages,
from area_stage_change
join area_scope($scope, $level) using (digits, fiscal_year, area_code)
where on_day <= $as_of
group by left(area_code, $digits), kind, stage
having sum(n_villages) <> 0
order by left(area_code, $digits)
