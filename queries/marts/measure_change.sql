-- purpose: the changes of every measure: its numerator and denominator on a day are the sums of changes up to it
-- grain: one row per fiscal year, measure, village and day on which something changes
-- parameters: none
create or replace table measure_change as
select
    fiscal_year,
    measure,
    village_code,
    on_day,
    cast(sum(numerator) as decimal(28, 10)) as numerator,
    cast(sum(denominator) as decimal(28, 10)) as denominator,
from measure_change_draft
group by fiscal_year, measure, village_code, on_day
having sum(numerator) <> 0 or sum(denominator) <> 0
order by fiscal_year, measure, village_code, on_day
