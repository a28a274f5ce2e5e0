-- purpose: target villages with no sages 60 days into their fiscal year
-- grain: one row per fiscal year and village: code, register, place_code, entity_key (the year), facts (json)
-- parameters: today
select
    'no_sages' as code,
    'villages' as register,
    village_code as place_code,
    fiscal_year::varchar as entity_key,
    json_object('days', $today::date - make_date(fiscal_year - 544, 10, 1))::varchar as facts,
from village_year
anti join sages using (village_code)
where $today::date - make_date(fiscal_year - 544, 10, 1) >= 60
order by place_code, entity_key
