-- purpose: the provinces and districts that have target villages in a year, to set a target for
-- grain: one row per province and district, each province before its districts, in the order of the Thai dictionary
-- parameters: fiscal_year
with

named as (
    select distinct left(village_code, 2) as code from village_year where fiscal_year = $fiscal_year
    union
    select distinct left(village_code, 4) from village_year where fiscal_year = $fiscal_year
)

select named.code,
from named
left join place using (code)
left join place as province on province.code = left(named.code, 2)
order by province.sort_rank nulls last, left(named.code, 2), length(named.code), place.sort_rank nulls last, named.code
