-- purpose: the knowledge records of a view that fit what is asked for and chosen, in the order they are listed
-- grain: a table macro: one row per record; place counts from 1, n_all counts them
-- parameters: none
--     asked, seen and day as in knowledge_hits; chosen is a struct: category, position ('' = not said), fiscal_year,
--     lacks (a section without a word; '' = none is), each null = all; newest = the newest records first instead of the
--     best
create or replace macro knowledge_ranked(asked, seen, day, chosen, newest) as table
select
    record_id,
    score,
    loosely,
    row_number() over (
        order by
            case when newest::boolean then null else score end desc nulls last,
            recorded_on desc nulls last,
            icu_sort_key(title, 'th'),
            record_id
    ) as place,
    count(*) over () as n_all,
from knowledge_hits(asked, seen, day)
join knowledge_record using (record_id)
where
    coalesce(category = struct_extract(chosen, 'category')::varchar, true)
    and coalesce(position = struct_extract(chosen, 'position')::varchar, true)
    and coalesce(coalesce(fiscal_year, 0) = struct_extract(chosen, 'fiscal_year')::integer, true)
    and coalesce(knowledge_lacks(missing, struct_extract(chosen, 'lacks')::varchar), true)
