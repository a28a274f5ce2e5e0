-- purpose: one knowledge record of a view, whole, with the sage of its place who carries the owner's name
-- grain: at most one row; none when the record is not in the view
-- parameters: record_id, scope, as_of
with

same_name as (
    select full_name, min(village_code) as village_code,
    from sages
    group by full_name
    having count(distinct village_code) = 1
)

select
    record_id,
    area_code,
    village.name_th as village_name,
    state,
    missing,
    knowledge.title,
    knowledge.owner,
    knowledge.position,
    knowledge.category,
    knowledge.recorded_on,
    background,
    objectives,
    ingredients,
    equipment,
    process,
    cautions,
    success_factors,
    problems,
    case when starts_with(same_name.village_code, area_code) then same_name.village_code end as sage_village,
from knowledge_record
join place_scope($scope) using (area_code)
join knowledge using (title, owner, area_code)
left join place as village on village.code = knowledge_record.area_code and village.level = 'village'
left join same_name on same_name.full_name = knowledge.owner
where record_id = $record_id and (knowledge.recorded_on is null or knowledge.recorded_on <= $as_of)
