-- purpose: what the activities in villages cost, exactly
-- grain: one row per activity held, ever, but those of a support team (they are a district's)
-- parameters: none
create or replace table activity_cost as
select
    place_code as village_code,
    activity,
    day_no,
    exact(spent_baht) as spent_baht,
    coalesce(evidence_complete, false) as has_evidence,
    held_on,
from activities
where activity <> 'support_team' and held_on is not null
order by village_code
