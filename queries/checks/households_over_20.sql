-- purpose: villages with more target households than the programme plans for the year (20)
-- grain: one row per fiscal year, village and period [from_on, to_on) of one number: code, register, fiscal_year,
--     place_code, entity_key, facts (json)
-- parameters: none
with

daily as (
    select village_code, selected_on as on_day, count(*) as n_households,
    from households
    where target and selected_on is not null
    group by village_code, selected_on
),

running as (
    select
        village_code,
        on_day as from_on,
        lead(on_day, 1, date '9999-12-31') over so_far as to_on,
        sum(n_households) over so_far as n_households,
    from daily
    window so_far as (partition by village_code order by on_day)
)

select
    'households_over_20' as code,
    'households' as register,
    fiscal_year,
    village_code as place_code,
    '' as entity_key,
    json_object('households', n_households::integer, 'planned', households_per_village)::varchar as facts,
    from_on,
    to_on,
from running
join village_year using (village_code)
join programme_rules using (fiscal_year)
where n_households > households_per_village
