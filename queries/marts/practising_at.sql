-- purpose: how many target households practise in each village of a view on a day, as the measure practising counts them
-- grain: a table macro: one row per village with at least one
-- parameters: none
--     seen is a struct (Filters.params), of_year the fiscal year, day the as-of day, type an occupation type (null = all)
create or replace macro practising_at(seen, of_year, day, type) as table
select village_code, sum(n_households)::integer as n_households,
from village_practising
semi join village_scope(seen) using (village_code)
where
    fiscal_year = of_year
    and from_on <= day
    and to_on > day
    and (type::varchar is null or occupation_type = type)
group by village_code
