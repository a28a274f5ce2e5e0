-- purpose: a batch that was taken back counts again
-- grain: the one batch
-- parameters: batch_id
update batches set undone_at = null where batch_id = $batch_id
