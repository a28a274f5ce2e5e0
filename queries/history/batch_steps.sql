-- purpose: when batches were taken back and put in again, and by whom
-- grain: one row per batch and step, the earliest first
-- parameters: none
select batch_id, step, done_at, done_by,
from batch_steps
order by done_at, batch_id
