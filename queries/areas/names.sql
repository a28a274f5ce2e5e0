-- purpose: the names of places by their codes
-- grain: one row per code that is a place
-- parameters: codes
select code, name_th, name_en,
from place
where code in (select unnest($codes::varchar[]))
