-- purpose: villages whose target households want an occupation that no active sage of the village knows, and whether
--     one of a near village does
-- grain: one row per village and occupation, the most households first; near_code is a village of the view in the same
--     subdistrict, else district, with the most sages who know it; at most n rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), skill (one of occupation_keys, null = every occupation), n
with

matched as (
    select *
    from skill_match($scope, $as_of)
    where key <> '' and ($skill::varchar is null or key = $skill::varchar)
),

near as (
    select
        left(village_code, 4) as district_code,
        left(village_code, 6) as subdistrict_code,
        key,
        arg_min(village_code, (-n_sages, village_code)) as village_code,
        sum(n_sages)::integer as n_sages,
    from matched
    where n_sages > 0
    group by grouping sets ((left(village_code, 4), key), (left(village_code, 4), left(village_code, 6), key))
)

select
    lacking.village_code,
    lacking.officer,
    lacking.key,
    lacking.label,
    lacking.type,
    lacking.n_households,
    lacking.has_kin,
    coalesce(close.village_code, wide.village_code) as near_code,
    coalesce(close.n_sages, wide.n_sages) as n_near,
    close.village_code is not null as is_in_subdistrict,
    count(*) over () as n_all,
from matched as lacking
left join near as close on close.subdistrict_code = left(lacking.village_code, 6) and close.key = lacking.key
left join near as wide
    on wide.subdistrict_code is null
    and wide.district_code = left(lacking.village_code, 4)
    and wide.key = lacking.key
where lacking.n_households > 0 and lacking.n_sages = 0
order by lacking.n_households desc, lacking.has_kin, lacking.village_code, lacking.key
limit $n
