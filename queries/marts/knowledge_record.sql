-- purpose: the knowledge records with what listing, judging and searching them needs
-- grain: one row per record of the register, known by a short id that its title and owner give
-- parameters: none
--     missing are the sections of the form without a word (raw materials are asked for only where there are any);
--     state: unclear without the steps, partial when another section is missing, else complete.
--     digest changes with anything that is searched, and with its first word when words are cut otherwise
create or replace table knowledge_record as
with

placed as (
    select
        knowledge.*,
        trim(concat_ws(
            ' ', village.name_th, subdistrict.name_th, district.name_th, province.name_th
        )) as place_names,
        [
            section.name
            for section in [
                {'name': 'background', 'text': background},
                {'name': 'objectives', 'text': objectives},
                {'name': 'equipment', 'text': equipment},
                {'name': 'process', 'text': process},
                {'name': 'cautions', 'text': cautions},
                {'name': 'success_factors', 'text': success_factors},
                {'name': 'problems', 'text': problems},
            ]
            if section.text is null
        ] as missing,
    from knowledge
    left join place as village on village.code = area_code and length(area_code) = 8
    left join place as subdistrict on subdistrict.code = left(area_code, 6) and length(area_code) >= 6
    left join place as district on district.code = left(area_code, 4) and length(area_code) >= 4
    left join place as province on province.code = left(area_code, 2) and length(area_code) >= 2
)

select
    left(md5(title || chr(31) || owner), 12) as record_id,
    title,
    owner,
    area_code,
    place_names,
    coalesce(category, '') as category,
    coalesce(position, '') as position,
    case when list_contains(missing, 'process') then 'unclear' when len(missing) > 0 then 'partial' else 'complete' end
        as state,
    md5({
        'cut': 1, 'title': title, 'owner': owner, 'position': position, 'category': category, 'place': place_names,
        'background': background, 'objectives': objectives, 'ingredients': ingredients, 'equipment': equipment,
        'process': process, 'cautions': cautions, 'success_factors': success_factors, 'problems': problems
    }::varchar) as digest,
    missing,
    year(recorded_on + interval 3 month)::integer + 543 as fiscal_year,
    recorded_on,
from placed
