-- purpose: fill an empty list of places with DOPA's provinces, districts and subdistricts
-- grain: one row per province, district and subdistrict
-- parameters: codes, names_th, names_en (lists of one length)
insert into place
with

listed as (
    select unnest($codes) as code, unnest($names_th) as name_th, unnest($names_en) as name_en,
),

levelled as (
    select
        code,
        case length(code) when 2 then 'province' when 4 then 'district' else 'subdistrict' end as level,
        left(code, length(code) - 2) as parent_code,
        name_th,
        name_en,
    from listed
)

select
    code,
    level,
    parent_code,
    name_th,
    name_en,
    row_number() over (partition by level order by icu_sort_key(name_th, 'th'), code) as sort_rank,
from levelled
order by code
