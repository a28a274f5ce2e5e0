-- purpose: villages with more target households than the programme plans (20)
-- grain: one row per village: code, register, place_code, entity_key, facts (json)
-- parameters: none
with

plan as (
    select village_code, max(households_per_village) as planned,
    from village_year
    join programme_rules using (fiscal_year)
    group by village_code
)

select
    'households_over_20' as code,
    'households' as register,
    village_code as place_code,
    '' as entity_key,
    json_object('households', count(*), 'planned', planned)::varchar as facts,
from households
join plan using (village_code)
where target
group by village_code, planned
having count(*) > planned
order by place_code
