-- purpose: the cells of a batch that were put right before it was stored
-- grain: one row per cell, in the order of its files
-- parameters: batch_id
select register, file, sheet, "row", "column", before, after, why,
from fixes
where batch_id = $batch_id
order by file, sheet, register, "row", "column"
