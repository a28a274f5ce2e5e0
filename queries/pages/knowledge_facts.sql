-- purpose: how many knowledge records a view has, and how many of them say no place
-- grain: one row
-- parameters: scope, as_of
select
    count(*) as n_records,
    count(*) filter (where area_code = '') as n_nowhere,
    count(*) filter (where state = 'complete') as n_complete,
from knowledge_record
join place_scope($scope) using (area_code)
where recorded_on is null or recorded_on <= $as_of
