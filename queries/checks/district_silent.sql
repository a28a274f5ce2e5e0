-- purpose: districts with target villages where nothing has happened for 30 days, by the days of events
-- grain: one row per district and period [from_on, to_on) of silence: code, register, fiscal_year (null: of no year),
--     place_code, entity_key, facts (json)
-- parameters: none
with

district as (
    select distinct left(village_code, 4) as district_code,
    from village_year
),

event as (
    select distinct left(place_code, 4) as district_code, on_day,
    from register_day
),

-- before its first event a district is silent as well
silence as (
    select district_code, null::date as newest_on, date '0001-01-01' as from_on, min(on_day) as to_on,
    from district
    left join event using (district_code)
    group by district_code
    union all
    select
        district_code,
        on_day,
        on_day + 30,
        lead(on_day) over (partition by district_code order by on_day),
    from district
    join event using (district_code)
)

select
    'district_silent' as code,
    'villages' as register,
    null::integer as fiscal_year,
    district_code as place_code,
    '' as entity_key,
    json_object('newest_on', newest_on::varchar)::varchar as facts,
    from_on,
    coalesce(to_on, date '9999-12-31') as to_on,
from silence
where from_on < coalesce(to_on, date '9999-12-31')
