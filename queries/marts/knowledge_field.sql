-- purpose: every filled field of the knowledge records: how long it is, and its letters without anything between them
-- grain: one row per record and field, kept while the texts of the record stay as they are
-- parameters: none
create table if not exists knowledge_field (
    record_id varchar,
    field varchar,
    n_words integer,
    letters varchar
)
