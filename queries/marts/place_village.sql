-- purpose: add the villages of the register to the list of places, by the name of their latest fiscal year
-- grain: one row per village; sort_rank is the order of a Thai dictionary within the level
-- parameters: none
insert into place
with

named as (
    select village_code, arg_max(village_name, fiscal_year) as village_name,
    from villages
    group by village_code
)

select
    village_code as code,
    'village' as level,
    left(village_code, 6) as parent_code,
    village_name as name_th,
    village_name as name_en,
    row_number() over (order by icu_sort_key(village_name, 'th'), village_code) as sort_rank,
from named
order by code
