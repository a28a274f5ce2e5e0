-- purpose: the activities of one village: planned, held, money and evidence
-- grain: one row per activity and day, in the order of the calendar; at most 60 rows
-- parameters: as_of, village_code
select
    activity,
    day_no,
    planned_on,
    case when held_on <= $as_of then held_on end as held_on,
    case when held_on <= $as_of then participants end as participants,
    case when held_on <= $as_of then spent_baht end as spent_baht,
    case when held_on <= $as_of then coalesce(evidence_complete, false) end as evidence_complete,
    -- the same 7 days as in the measure on_time
    coalesce(planned_on + interval 7 days < $as_of and (held_on is null or held_on > $as_of), false) as is_overdue,
from activities
where place_code = $village_code
order by coalesce(held_on, planned_on), activity, day_no
limit 60
