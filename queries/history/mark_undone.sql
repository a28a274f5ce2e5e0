-- Note that a batch was taken back.
-- grain: the one batch
-- parameters: batch_id
update batches set undone_at = current_localtimestamp() where batch_id = $batch_id
