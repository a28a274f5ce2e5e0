-- purpose: whether what is known only of a place (by any code, '' when not even that) is in a view; beside village_scope
--     and place_scope for rows that belong to no target village: refused ones, and those whose village is not stored
-- grain: a macro: true or false
-- parameters: none
--     seen is the struct that village_scope takes. A place is in the view when it is one of the areas or inside one; a
--     view limited by officers or by how far villages are has target villages only, so such a row is not in it
create or replace macro in_view(seen, code) as (
    (
        struct_extract(seen, 'areas')::varchar[] is null
        or len(list_filter(struct_extract(seen, 'areas')::varchar[], lambda area: starts_with(coalesce(code, ''), area)))
        > 0
    )
    and len(list_filter(struct_extract(seen, 'without')::varchar[], lambda area: starts_with(coalesce(code, ''), area)))
    = 0
    and coalesce(
        struct_extract(seen, 'officers')::varchar,
        struct_extract(seen, 'training')::varchar,
        struct_extract(seen, 'otop')::varchar,
        struct_extract(seen, 'stage')::varchar
    ) is null
)
