-- purpose: the knowledge records that fit a question and the choices beside it, whole, to take away as a file
-- grain: one row per record in the order of the list; at most n, n_all counts all of them
-- parameters: asked (see knowledge_hits), scope, as_of, chosen (see knowledge_ranked), newest, n
select
    ranked.place,
    n_all,
    knowledge_record.area_code,
    knowledge_record.state,
    knowledge_record.missing,
    village.name_th as village_name,
    knowledge.* exclude (area_code),
from knowledge_ranked($asked, $scope, $as_of, $chosen, $newest) as ranked
join knowledge_record using (record_id)
join knowledge using (title, owner)
left join place as village on village.code = knowledge_record.area_code and village.level = 'village'
where ranked.place <= $n
order by ranked.place
