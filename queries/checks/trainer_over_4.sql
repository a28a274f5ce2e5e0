-- purpose: trainers with more target households than the programme plans (4)
-- grain: one row per village and trainer: code, register, place_code, entity_key (the trainer), facts (json)
-- parameters: none
with

plan as (
    select village_code, max(households_per_trainer) as planned,
    from village_year
    join programme_rules using (fiscal_year)
    group by village_code
)

select
    'trainer_over_4' as code,
    'households' as register,
    village_code as place_code,
    trainer as entity_key,
    json_object('households', count(*), 'planned', planned)::varchar as facts,
from households
join plan using (village_code)
where target and trainer is not null
group by village_code, trainer, planned
having count(*) > planned
order by place_code, entity_key
