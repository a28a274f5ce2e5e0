-- purpose: the places whose Thai or English name holds what was typed, those with villages of the year only
-- grain: one row per place, names that begin with it first, larger places first; at most n rows
-- parameters: typed, fiscal_year, n
with

targeted as (
    select distinct unnest([left(village_code, 2), left(village_code, 4), left(village_code, 6), village_code]) as code,
    from village_year
    where fiscal_year = $fiscal_year
),

wanted as (
    select lower(regexp_replace(trim($typed), '^(จังหวัด|อำเภอ|ตำบล|หมู่บ้าน|บ้าน|จ\.|อ\.|ต\.|บ\.)\s*', '')) as text,
)

select place.code, place.name_th, place.name_en,
from place
join targeted on targeted.code = place.code
cross join wanted
where
    wanted.text <> ''
    and (
        contains(place.name_th, wanted.text)
        or contains(lower(place.name_en), wanted.text)
        or starts_with(place.code, wanted.text)
    )
order by
    place.name_th = wanted.text or lower(place.name_en) = wanted.text desc,
    starts_with(place.name_th, wanted.text) or starts_with(lower(place.name_en), wanted.text) desc,
    length(place.code),
    place.sort_rank,
    place.code
limit $n
