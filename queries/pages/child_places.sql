-- purpose: the areas that have target villages in a fiscal year one level below each area of a level, with their names
-- grain: one row per area below, in the order of the Thai dictionary
-- parameters: parent_code (of an area that holds all of them, '' is the nation), digits (of the code of the areas above),
--     fiscal_year
with

targeted as (
    select left(village_code, $digits::integer + 2) as code, count(*) as n_villages,
    from village_year
    where fiscal_year = $fiscal_year and starts_with(village_code, $parent_code)
    group by code
)

select
    left(code, $digits) as area_code,
    code,
    coalesce(place.name_th, code) as name_th,
    coalesce(place.name_en, place.name_th, code) as name_en,
    n_villages,
from targeted
left join place using (code)
order by place.sort_rank nulls last, code
