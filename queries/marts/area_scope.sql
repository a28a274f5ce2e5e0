-- purpose: the areas of one level that a view is made of, where it takes them whole; for the sums kept by area what
--     village_scope is for villages
-- grain: a table macro: one row per area of the level in the view
-- parameters: none
--     seen is a struct (Filters.params) without officers, training, otop and stage, whose areas in and out are not below
--     the level; level is a code length (0, 2): Filters.kept_level says which
create or replace macro area_scope(seen, level) as table
select digits, fiscal_year, area_code,
from area_year
where
    fiscal_year = struct_extract(seen, 'fiscal_year')::integer
    and digits = level::utinyint
    and (
        struct_extract(seen, 'areas')::varchar[] is null
        or len(list_filter(struct_extract(seen, 'areas')::varchar[], lambda area: starts_with(area_code, area))) > 0
    )
    and len(list_filter(struct_extract(seen, 'without')::varchar[], lambda area: starts_with(area_code, area))) = 0
