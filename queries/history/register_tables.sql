-- purpose: the tables of the registers, which know the batch that brought each row and no file
-- grain: one row per table
-- parameters: none
select table_name
from duckdb_columns()
where not internal and schema_name = current_schema()
group by table_name
having count(*) filter (column_name = 'first_batch_id') = 1
order by table_name
