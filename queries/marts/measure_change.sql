-- purpose: the changes of every measure: its numerator and denominator on a day are the sums of changes up to it
-- grain: one row per fiscal year, measure, village, occupation type (null in a measure that is not told apart by it)
--     and day on which something changes
-- parameters: none
create or replace table measure_change as
select fiscal_year, measure, village_code, occupation_type, on_day, numerator, denominator,
from measure_change_draft
-- a village's rows lie together: an area is then a small part of the table
order by fiscal_year, village_code, measure, on_day
