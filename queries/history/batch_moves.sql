-- purpose: which measures a batch moved, on the day on which it was stored
-- grain: one row per area and measure; '' is the nation and comes first
-- parameters: batch_id
select
    fiscal_year,
    as_of,
    area_code,
    measure,
    before,
    after,
    before_numerator,
    after_numerator,
    before_denominator,
    after_denominator,
from batch_moves
where batch_id = $batch_id
order by area_code, measure
