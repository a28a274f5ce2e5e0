-- purpose: the areas one level below an area that have target villages in a fiscal year, with their names
-- grain: one row per area, in the order of the Thai dictionary
-- parameters: parent_code ('' is the nation), fiscal_year
with

targeted as (
    select left(village_code, length($parent_code) + 2) as code, count(*) as n_villages,
    from village_year
    where fiscal_year = $fiscal_year and starts_with(village_code, $parent_code)
    group by code
)

select
    code,
    coalesce(place.name_th, code) as name_th,
    coalesce(place.name_en, place.name_th, code) as name_en,
    n_villages,
from targeted
left join place using (code)
order by place.sort_rank nulls last, code
