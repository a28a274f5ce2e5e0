-- purpose: everything doubtful that is so on a day, over all fiscal years
-- grain: one row per code, register, place, entity and facts
-- parameters: today
select distinct code, register, place_code, entity_key, facts,
from quality_finding
where from_on <= $today and to_on > $today
order by code, place_code, register, entity_key, facts
