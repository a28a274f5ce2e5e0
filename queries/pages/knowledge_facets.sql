-- purpose: how many records of a question have each category, place, position, year and missing section, to choose by;
--     each kind is counted under the choices made of the other kinds
-- grain: one row per kind and value, the most frequent first; at most n of a kind (all
--     missing sections), n_values counts them all; the value of
--     a place is '' for records that name a larger place only, the missing section '' for records that lack none; a
--     record counts under each section that it lacks
-- parameters: asked (see knowledge_hits), scope, as_of, chosen (see knowledge_ranked), digits (code length of places), n
with

hit as (
    select
        knowledge_record.category,
        knowledge_record.position,
        coalesce(knowledge_record.fiscal_year, 0) as fiscal_year,
        missing,
        case when length(area_code) >= $digits then left(area_code, $digits) else '' end as area,
        coalesce(knowledge_record.category = struct_extract($chosen, 'category')::varchar, true) as has_category,
        coalesce(knowledge_record.position = struct_extract($chosen, 'position')::varchar, true) as has_position,
        coalesce(coalesce(fiscal_year, 0) = struct_extract($chosen, 'fiscal_year')::integer, true) as has_year,
        coalesce(knowledge_lacks(missing, struct_extract($chosen, 'lacks')::varchar), true) as has_lacks,
    from knowledge_hits($asked, $scope, $as_of)
    join knowledge_record using (record_id)
),

counted as (
    select 'category' as kind, category as value, count(*) as n_records,
    from hit
    where has_position and has_year and has_lacks
    group by category
    union all
    select 'area', area, count(*),
    from hit
    where has_category and has_position and has_year and has_lacks
    group by area
    union all
    select 'position', position, count(*),
    from hit
    where has_category and has_year and has_lacks
    group by position
    union all
    select 'fiscal_year', fiscal_year::varchar, count(*),
    from hit
    where has_category and has_position and has_lacks
    group by fiscal_year
    union all
    select 'lacks', section, count(*),
    from (
        select unnest(case when len(missing) = 0 then [''] else missing end) as section,
        from hit
        where has_category and has_position and has_year
    )
    group by section
)

select kind, value, n_records, count(*) over (partition by kind) as n_values,
from counted
qualify
    kind = 'lacks'
    or row_number() over (partition by kind order by n_records desc, icu_sort_key(value, 'th'), value) <= $n
order by kind, n_records desc, icu_sort_key(value, 'th'), value
