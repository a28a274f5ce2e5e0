-- purpose: the imported outlines of the areas of a level around a view: those with its villages and their neighbours
-- grain: one row per area that has an outline; at most n rows
-- parameters: scope (Filters.params), digits (of the areas' codes), n
with

around as (
    select distinct left(village_code, $digits - 2) as code,
    from village_scope($scope)
)

select shapes.code, shapes.rings,
from shapes
semi join around on left(shapes.code, $digits - 2) = around.code
where length(shapes.code) = $digits
order by shapes.code
limit $n
