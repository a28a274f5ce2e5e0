-- Is there a batch of this number?
-- grain: one row when there is
-- parameters: batch_id
select batch_id from batches where batch_id = $batch_id
