-- purpose: every word of the knowledge records once, to find those that begin with what is typed
-- grain: one row per word
-- parameters: none
create or replace table knowledge_word as
select term, count(distinct record_id) as n_records,
from knowledge_term
group by term
order by term
