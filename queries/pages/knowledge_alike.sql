-- purpose: the knowledge records whose words are most like those of one record: same subject, materials and work
-- grain: one row per record, the most alike first; at most n; likeness is 1 for the same words, 0 for none in common
-- parameters: record_id, scope, as_of, n
--     a word counts the more the fewer records have it (words of more than half of them not at all), and the more in the
--     title and category; the cosine of the weighted words of both records
with

viewed as (
    select record_id, missing, recorded_on,
    from knowledge_record
    join place_scope($scope) using (area_code)
    where record_id = $record_id or recorded_on is null or recorded_on <= $as_of
),

told as (
    select
        record_id,
        term,
        sum(case field when 'title' then 3.0 when 'category' then 2.0 else 1.0 end * least(n, 3)) as tf,
    from knowledge_term
    semi join viewed using (record_id)
    where field in ('title', 'category', 'objectives', 'ingredients', 'equipment', 'process') and length(term) >= 2
    group by record_id, term
),

known as (
    select term, ln((select count(*) from viewed) / count(*)) as idf,
    from told
    group by term
    having count(*) * 2 <= (select count(*) from viewed) and count(*) > 1
),

weighed as (
    select record_id, term, ln(1 + tf) * idf as w,
    from told
    join known using (term)
),

its as (
    select term, w,
    from weighed
    where record_id = $record_id
),

length_of as (
    select record_id, sqrt(sum(w * w)) as length,
    from weighed
    group by record_id
),

alike as (
    select record_id, sum(weighed.w * its.w) as shared,
    from weighed
    join its using (term)
    where record_id <> $record_id
    group by record_id
)

select
    record_id,
    knowledge_record.title,
    knowledge_record.category,
    knowledge_record.area_code,
    shared / length_of.length / (select length from length_of where record_id = $record_id) as likeness,
from alike
join length_of using (record_id)
join knowledge_record using (record_id)
where likeness >= 0.15
order by likeness desc, icu_sort_key(knowledge_record.title, 'th'), record_id
limit $n
