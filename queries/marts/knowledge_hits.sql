-- purpose: the knowledge records of a view that hold what is asked for, and how well (BM25 over the fields of a record)
-- grain: a table macro: one row per record; score 0 for each of them when nothing is asked for
-- parameters: none
--     asked is a struct of lists (knowledge.asking): groups (group_no, is_needed), one per word of the question;
--     terms (group_no, option_no, weight, term, is_beginning, is_last_resort), a group is met by all the terms of one of
--     its options, last resorts count only when no record of the view meets the group by a term otherwise; letters
--     (group_no, weight, letters), met where a field holds the letters whatever its words are; fields, those that may be
--     searched.
--     A record is found when every needed group is met. loosely: the groups that only letters or last resorts have met
create or replace macro knowledge_hits(asked, seen, day) as table
with

field_weight as (
    select unnest(['title', 'category', 'owner', 'place', 'position']) as field, unnest([6.0, 3.0, 3.0, 2.0, 1.5]) as w,
),

viewed as (
    select record_id,
    from knowledge_record
    join place_scope(seen) using (area_code)
    where recorded_on is null or recorded_on <= day
),

wanted_group as (
    select unnest(struct_extract(asked, 'groups')::struct(group_no integer, is_needed boolean)[], recursive := true),
),

wanted_term as (
    select unnest(
        struct_extract(asked, 'terms')::struct(
            group_no integer, option_no integer, weight double, term varchar, is_beginning boolean,
            is_last_resort boolean
        )[],
        recursive := true
    ),
),

wanted_letters as (
    select unnest(
        struct_extract(asked, 'letters')::struct(
            group_no integer, weight double, letters varchar
        )[],
        recursive := true
    ),
),

searched_field as (
    select record_id, field, letters, n_words,
    from knowledge_field
    semi join viewed using (record_id)
    where list_contains(struct_extract(asked, 'fields')::varchar[], field)
),

-- how much a word in a field counts: less in a long field than in a short one of the same kind (b = 0.6)
field_kind as (
    select field, coalesce(field_weight.w, 1.0) as w, greatest(avg(n_words), 1) as n_words_mean,
    from searched_field
    left join field_weight using (field)
    group by all
),

spelled_out as (
    select group_no, option_no, weight, is_last_resort, term as wanted, term,
    from wanted_term
    where not is_beginning
    union all
    select group_no, option_no, weight, is_last_resort, wanted_term.term, knowledge_word.term,
    from wanted_term
    join knowledge_word on starts_with(knowledge_word.term, wanted_term.term)
    where is_beginning
),

met_term as (
    select
        record_id,
        group_no,
        option_no,
        is_last_resort,
        wanted,
        max(weight) * sum(n * w / (0.4 + 0.6 * n_words / n_words_mean)) as tf,
    from spelled_out
    join knowledge_term using (term)
    join searched_field using (record_id, field)
    join field_kind using (field)
    group by record_id, group_no, option_no, is_last_resort, wanted
),

n_terms as (
    select group_no, option_no, count(distinct term) as n_wanted,
    from wanted_term
    group by group_no, option_no
),

met_option as (
    select record_id, group_no, is_last_resort, min(tf) as tf,
    from met_term
    join n_terms using (group_no, option_no)
    group by record_id, group_no, option_no, is_last_resort
    having count(*) = any_value(n_wanted)
),

met_plainly as (
    select distinct group_no,
    from met_option
    where not is_last_resort
),

met_letters as (
    select record_id, group_no, max(weight * w / (0.4 + 0.6 * n_words / n_words_mean)) as tf,
    from wanted_letters
    join searched_field on contains(searched_field.letters, wanted_letters.letters)
    join field_kind using (field)
    group by record_id, group_no
),

met as (
    select record_id, group_no, max(tf) as tf, bool_and(is_loose) as is_loose,
    from (
        select record_id, group_no, tf, is_last_resort as is_loose,
        from met_option
        where not is_last_resort or group_no not in (select group_no from met_plainly)
        union all
        select record_id, group_no, tf, true,
        from met_letters
    )
    group by record_id, group_no
),

-- a word that few records have tells more; more of it tells less and less (k1 = 1.4)
weighed as (
    select
        record_id,
        group_no,
        is_loose,
        is_needed,
        tf / (1.4 + tf) * ln(1 + ((select count(*) from viewed) - count(*) over same + 0.5) / (count(*) over same + 0.5))
            as score,
    from met
    join wanted_group using (group_no)
    window same as (partition by group_no)
)

select
    record_id,
    sum(score)::double as score,
    list(group_no order by group_no) filter (where is_loose) as loosely,
from weighed
group by record_id
having count(*) filter (where is_needed) = (select count(*) from wanted_group where is_needed)
union all
select record_id, 0.0, null,
from viewed
where (select count(*) from wanted_group) = 0
