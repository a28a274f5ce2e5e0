-- purpose: villages with more active team members than the programme plans (5)
-- grain: one row per village: code, register, place_code, entity_key, facts (json)
-- parameters: today
with

plan as (
    select village_code, max(team_size) as planned,
    from village_year
    join programme_rules using (fiscal_year)
    group by village_code
)

select
    'team_over_5' as code,
    'sages' as register,
    village_code as place_code,
    '' as entity_key,
    json_object('members', count(*), 'planned', planned)::varchar as facts,
from sages
join plan using (village_code)
where registered_on <= $today and (left_on is null or left_on > $today)
group by village_code, planned
having count(*) > planned
order by place_code
