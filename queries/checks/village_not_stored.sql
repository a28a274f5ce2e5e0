-- purpose: rows that count nowhere, because their village is in no villages register
-- grain: one row per row of the register: code, register, place_code, entity_key (its name in the register), facts
-- parameters: none
with

placed as (
    select 'sages' as register, village_code as place_code, full_name as entity_key, from sages
    union all
    select 'activities', place_code, activity || ' ' || coalesce(day_no, 1)::varchar,
    from activities
    where activity <> 'support_team'
    union all
    select 'materials', village_code, item, from materials
    union all
    select 'groups', village_code, name, from groups
)

select
    'village_not_stored' as code,
    register,
    place_code,
    entity_key,
    '{}' as facts,
from placed
anti join villages on villages.village_code = placed.place_code
order by place_code, register, entity_key
