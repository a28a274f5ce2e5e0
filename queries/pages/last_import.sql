-- purpose: the day on which the newest import (not a change of settings) that was not undone was stored
-- grain: one row; null in a store without batches
-- parameters: none
select max(stored_at)::date as stored_on,
from batches
semi join batch_registers using (batch_id)
where undone_at is null
