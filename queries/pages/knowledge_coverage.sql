-- purpose: in which areas target villages have given a knowledge record, and how many records there are
-- grain: one row per area of the given code length with target villages or records in the view, in dictionary order; at
--     most n. Only a record that names the village itself counts as one of the village
-- parameters: scope, as_of, digits, n
with

told as (
    select knowledge_record.area_code, state,
    from knowledge_record
    join place_scope($scope) using (area_code)
    where recorded_on is null or recorded_on <= $as_of
),

village as (
    select
        left(village_code, $digits) as area_code,
        count(*) as n_villages,
        count(*) filter (where village_code in (select area_code from told)) as n_with,
    from village_scope($scope)
    group by 1
),

record as (
    select
        left(area_code, $digits) as area_code,
        count(*) as n_records,
        count(*) filter (where state <> 'complete') as n_incomplete,
    from told
    where length(area_code) >= $digits
    group by 1
)

select
    area_code,
    coalesce(n_villages, 0) as n_villages,
    coalesce(n_with, 0) as n_with,
    coalesce(n_records, 0) as n_records,
    coalesce(n_incomplete, 0) as n_incomplete,
    count(*) over () as n_all,
from village
full join record using (area_code)
left join place on place.code = area_code
order by place.sort_rank nulls last, area_code
limit $n
