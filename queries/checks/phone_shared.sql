-- purpose: phone numbers given for more than one person, in one village or in several
-- grain: one row per village and phone: code, register, fiscal_year (null: of no year), place_code, entity_key (the
--     phone), facts (json), the period [from_on, to_on) (all time: a phone has no day)
-- parameters: none
with

shared as (
    select phone, count(*) as n_people,
    from sages
    where phone is not null
    group by phone
    having count(*) > 1
)

select
    'phone_shared' as code,
    'sages' as register,
    null::integer as fiscal_year,
    village_code as place_code,
    phone as entity_key,
    json_object('people', n_people, 'names', list(full_name order by full_name))::varchar as facts,
    date '0001-01-01' as from_on,
    date '9999-12-31' as to_on,
from sages
join shared using (phone)
group by village_code, phone, n_people
