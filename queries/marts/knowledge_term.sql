-- purpose: the words of the knowledge records
-- grain: one row per record, field and word, kept while the texts of the record stay as they are; n counts the word, by
--     its weight where it is of another cut than the longest
-- parameters: none
create table if not exists knowledge_term (
    record_id varchar,
    field varchar,
    term varchar,
    n float
)
