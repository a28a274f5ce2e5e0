-- purpose: the knowledge records whose words are most like those of one record: same subject, materials and work
-- grain: one row per record, the most alike first; at most n; likeness is 1 for the same words, 0 for none in common
-- parameters: record_id, scope, as_of, n
--     a word counts the more the fewer records have it (words of more than half of them not at all), and the more in the
--     title and category. The records that share most of its forty most telling words are compared whole: the cosine of
--     the weighted words of both
with

viewed as (
    select record_id,
    from knowledge_record
    join place_scope($scope) using (area_code)
    where record_id = $record_id or recorded_on is null or recorded_on <= $as_of
),

known as (
    select term, ln((select count(*) from knowledge_record) / n_records) as idf,
    from knowledge_word
    where n_records > 1 and n_records * 2 <= (select count(*) from knowledge_record) and length(term) >= 2
),

searched as (
    select
        record_id,
        term,
        case field when 'title' then 3.0 when 'category' then 2.0 else 1.0 end * least(n, 3) as tf,
    from knowledge_term
    where field in ('title', 'category', 'objectives', 'ingredients', 'equipment', 'process')
),

its as (
    select term, ln(1 + sum(tf)) * any_value(idf) as w,
    from searched
    join known using (term)
    where record_id = $record_id
    group by term
),

telling as (
    select term, w,
    from its
    order by w desc, term
    limit 40
),

candidate as (
    select record_id,
    from (
        select distinct record_id, term, w,
        from searched
        join telling using (term)
        semi join viewed using (record_id)
    )
    group by record_id
    order by sum(w) desc, record_id
    limit 60
),

weighed as (
    select record_id, term, ln(1 + sum(tf)) * any_value(idf) as w,
    from searched
    semi join candidate using (record_id)
    join known using (term)
    group by record_id, term
),

compared as (
    select
        record_id,
        sum(weighed.w * its.w) / sqrt(sum(weighed.w * weighed.w)) / (select sqrt(sum(w * w)) from its) as likeness,
    from weighed
    left join its using (term)
    where record_id <> $record_id
    group by record_id
)

select
    record_id,
    knowledge_record.title,
    knowledge_record.category,
    knowledge_record.area_code,
    likeness,
from compared
join knowledge_record using (record_id)
where likeness >= 0.15
order by likeness desc, icu_sort_key(knowledge_record.title, 'th'), record_id
limit $n
