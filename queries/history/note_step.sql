-- purpose: note that a batch was taken back or put in again
-- grain: the one step
-- parameters: batch_id, step, done_by
insert into batch_steps values ($batch_id, $step, current_localtimestamp()::timestamp, nullif(trim($done_by), ''))
