-- purpose: the texts of knowledge records whose words are not known yet, or were changed since
-- grain: one row per record and field that is filled
-- parameters: none
with

unread as (
    select knowledge_record.*,
    from knowledge_record
    left join knowledge_read using (record_id, digest)
    where knowledge_read.record_id is null
),

texts as (
    select
        record_id,
        unread.title,
        unread.owner,
        nullif(unread.position, '') as position,
        nullif(unread.category, '') as category,
        nullif(place_names, '') as place,
        background,
        objectives,
        ingredients,
        equipment,
        process,
        cautions,
        success_factors,
        problems,
    from unread
    join knowledge using (title, owner)
)

unpivot texts
on title, owner, position, category, place, background, objectives, ingredients, equipment, process, cautions,
    success_factors, problems
into
    name field
    value text
