-- purpose: the villages of a view to choose one from, with where they stand
-- grain: one row per village whose name, officer or code holds what was typed, in the order of the Thai dictionary;
--     at most n rows, n_all counts all of them
-- parameters: fiscal_year, as_of, scope (Filters.params), typed ('' = all), n
with

viewed as (
    select village_code, village_name, officer,
    from village_scope($scope)
),

standing as (
    select village_code, stage::integer as stage, nullif(from_on, date '0001-01-01') as stage_on,
    from village_standing
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
)

select
    viewed.village_code,
    viewed.officer,
    coalesce(standing.stage, 0) as stage,
    standing.stage_on,
    count(*) over () as n_all,
from viewed
left join standing using (village_code)
left join place on place.code = viewed.village_code
left join place as subdistrict on subdistrict.code = left(viewed.village_code, 6)
where
    trim($typed) = ''
    or contains(viewed.village_name, trim($typed))
    or contains(viewed.officer, trim($typed))
    or contains(subdistrict.name_th, trim($typed))
    or contains(lower(subdistrict.name_en), lower(trim($typed)))
    or starts_with(viewed.village_code, trim($typed))
order by place.sort_rank nulls last, viewed.village_code
limit $n
