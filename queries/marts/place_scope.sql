-- purpose: the places a view is limited to, for registers whose rows name a place of any level; beside village_scope the
--     one other place where areas and filters are enforced
-- grain: a table macro: one row per place of the knowledge records in the view; '' is the nation
-- parameters: none
--     seen is the struct that village_scope takes. A place is in the view when it is one of the areas or inside one;
--     what names only the nation is in the view of the nation alone. Officers and the villages' standing are known of
--     target villages only, so a view limited by them keeps the places of village_scope and no others
create or replace macro place_scope(seen) as table
select distinct area_code,
from knowledge
where
    (
        struct_extract(seen, 'areas')::varchar[] is null
        or len(list_filter(struct_extract(seen, 'areas')::varchar[], lambda area: starts_with(area_code, area))) > 0
    )
    and len(list_filter(struct_extract(seen, 'without')::varchar[], lambda area: starts_with(area_code, area))) = 0
    and (
        coalesce(
            struct_extract(seen, 'officers')::varchar,
            struct_extract(seen, 'training')::varchar,
            struct_extract(seen, 'otop')::varchar,
            struct_extract(seen, 'stage')::varchar
        ) is null
        or area_code in (select village_code from village_scope(seen))
    )
