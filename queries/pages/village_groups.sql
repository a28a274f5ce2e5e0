-- purpose: the occupational groups of one village and how far they are with OTOP
-- grain: one row per group founded by the as-of day; at most 30 rows
-- parameters: as_of, village_code
select
    name,
    occupation_type,
    members,
    founded_on,
    case when otop_registered_on <= $as_of then otop_registered_on end as otop_registered_on,
    case when otop_registered_on <= $as_of then otop_number end as otop_number,
    case when otop_registered_on <= $as_of then otop_category end as otop_category,
    case when otop_registered_on <= $as_of then stars end as stars,
from groups
where village_code = $village_code and founded_on <= $as_of
order by founded_on, name
limit 30
