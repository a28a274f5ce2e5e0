-- purpose: the four dimensions of data quality by village: what is good of what is looked at (see village_check)
-- grain: a table macro: one row per target village of the view and dimension that can be judged on the day
--     completeness: pieces that are complete, of the pieces due
--     timeliness, consistency, correctness: 1 of 1 when nothing is wrong with the village
-- parameters: none
--     seen is the struct that village_scope takes, asked_on the day
create or replace macro village_quality(seen, asked_on) as table
select
    village_code,
    dimension,
    if(dimension = 'completeness', count(*) filter (n_flaws = 0), (max(n_flaws) = 0)::bigint) as numerator,
    if(dimension = 'completeness', count(*), 1) as denominator,
from village_check(seen, asked_on)
group by village_code, dimension
