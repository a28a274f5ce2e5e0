-- purpose: villages with more active team members than the programme plans for the year (5)
-- grain: one row per fiscal year, village and period [from_on, to_on) of one number: code, register, fiscal_year,
--     place_code, entity_key, facts (json)
-- parameters: none
with

active_sage as (
    select village_code, registered_on as from_on, left_on as to_on,
    from sages
    where registered_on is not null and (left_on is null or left_on > registered_on)
),

coming_and_going as (
    select village_code, from_on as on_day, 1 as n_members, from active_sage
    union all
    select village_code, to_on, -1, from active_sage where to_on is not null
),

daily as (
    select village_code, on_day, sum(n_members) as n_members,
    from coming_and_going
    group by village_code, on_day
),

running as (
    select
        village_code,
        on_day as from_on,
        lead(on_day, 1, date '9999-12-31') over so_far as to_on,
        sum(n_members) over so_far as n_members,
    from daily
    window so_far as (partition by village_code order by on_day)
)

select
    'team_over_5' as code,
    'sages' as register,
    fiscal_year,
    village_code as place_code,
    '' as entity_key,
    json_object('members', n_members::integer, 'planned', team_size)::varchar as facts,
    from_on,
    to_on,
from running
join village_year using (village_code)
join programme_rules using (fiscal_year)
where n_members > team_size
