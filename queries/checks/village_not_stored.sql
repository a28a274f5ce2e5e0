-- purpose: rows that count nowhere, because their village is in no villages register
-- grain: one row per row of the register: code, register, fiscal_year (null: of no year), place_code, entity_key (its
--     name in the register), facts (json), the period [from_on, to_on) (all time)
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
    null::integer as fiscal_year,
    place_code,
    entity_key,
    '{}' as facts,
    date '0001-01-01' as from_on,
    date '9999-12-31' as to_on,
from placed
anti join villages on villages.village_code = placed.place_code
