-- purpose: one page of the knowledge records that fit a question and the choices beside it
-- grain: one row per record in the order of the list; at most n after the first `skip`, n_all counts all of them
-- parameters: asked (see knowledge_hits), scope, as_of, chosen (see knowledge_ranked), newest, skip, n
select
    record_id,
    place,
    n_all,
    loosely,
    knowledge_record.area_code,
    knowledge_record.state,
    knowledge_record.missing,
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
from knowledge_ranked($asked, $scope, $as_of, $chosen, $newest)
join knowledge_record using (record_id)
join knowledge using (title, owner)
where place > $skip
order by place
limit $n
