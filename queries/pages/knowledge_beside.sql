-- purpose: the records before and after one in the list that it was opened from
-- grain: at most one row; none when the record does not fit the question
-- parameters: record_id, asked (see knowledge_hits), scope, as_of, chosen (see knowledge_ranked), newest
with

around as (
    select
        record_id,
        place,
        n_all,
        lag(record_id) over (order by place) as previous_id,
        lead(record_id) over (order by place) as next_id,
    from knowledge_ranked($asked, $scope, $as_of, $chosen, $newest)
)

select place, n_all, previous_id, previous.title as previous_title, next_id, following.title as next_title,
from around
left join knowledge_record as previous on previous.record_id = previous_id
left join knowledge_record as following on following.record_id = next_id
where around.record_id = $record_id
