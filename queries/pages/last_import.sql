-- purpose: when the newest import that was not undone was stored
-- grain: one row; null in a store without batches
-- parameters: none
select max(stored_at) as stored_at,
from batches
where undone_at is null
