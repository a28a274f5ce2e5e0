-- purpose: the knowledge records of the places nearest to that of one record: same village, subdistrict, district, province
-- grain: one row per record, the nearest first; at most n; n_digits is how much of the code both places share
-- parameters: record_id, scope, as_of, n
with

its as (
    select area_code as its_code, category as its_category,
    from knowledge_record
    where record_id = $record_id
),

beside as (
    select
        knowledge_record.*,
        case
            when left(area_code, 8) = left(its_code, 8) and length(its_code) >= 8 then 8
            when left(area_code, 6) = left(its_code, 6) and length(its_code) >= 6 then 6
            when left(area_code, 4) = left(its_code, 4) and length(its_code) >= 4 then 4
            when left(area_code, 2) = left(its_code, 2) and length(its_code) >= 2 then 2
        end as n_digits,
        category = its_category as is_of_category,
    from knowledge_record
    join place_scope($scope) using (area_code)
    cross join its
    where record_id <> $record_id and (recorded_on is null or recorded_on <= $as_of)
)

select record_id, title, category, area_code, n_digits,
from beside
where n_digits is not null
order by n_digits desc, is_of_category desc, recorded_on desc nulls last, icu_sort_key(title, 'th'), record_id
limit $n
