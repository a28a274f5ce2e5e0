-- purpose: which texts the fields and words of the knowledge records were made of
-- grain: one row per record whose words are known
-- parameters: none
create table if not exists knowledge_read (
    record_id varchar,
    digest varchar
)
