-- purpose: what is open in one village, counted
-- grain: one row
-- parameters: as_of, village_code
with

team as (
    select count(*) filter (where registered_on <= $as_of and (left_on is null or left_on > $as_of)) as n_active,
    from sages
    where village_code = $village_code
),

target_household as (
    select
        house_no,
        trained_on <= $as_of and (stopped_on is null or stopped_on > $as_of) as is_in_training_care,
        practising_from <= $as_of and (stopped_on is null or stopped_on > $as_of) as is_practising,
        trained_on,
    from households
    where village_code = $village_code and target and selected_on <= $as_of
),

visit as (
    select house_no, max(visited_on) as visited_on,
    from visits
    where village_code = $village_code and visited_on <= $as_of
    group by house_no
),

income as (
    select
        house_no,
        count(*) filter (where round = 0 and income_baht > 0) > 0 as has_baseline,
        count(*) filter (where round >= 1 and income_baht is not null) > 0 as has_follow_up,
    from incomes
    where village_code = $village_code and measured_on <= $as_of
    group by house_no
),

household as (
    select
        count(*) as n_target,
        -- the same 30 days as in attention_visits_overdue
        count(*) filter (
            where
                is_in_training_care
                and coalesce(greatest(visited_on, trained_on), trained_on) < $as_of - interval 30 days
        ) as n_visit_overdue,
        count(*) filter (where not coalesce(has_baseline, false)) as n_without_baseline,
        count(*) filter (
            where is_practising and has_baseline and not coalesce(has_follow_up, false)
        ) as n_without_follow_up,
    from target_household
    left join visit using (house_no)
    left join income using (house_no)
),

activity as (
    select
        count(*) filter (where held_on <= $as_of and not coalesce(evidence_complete, false)) as n_without_evidence,
        count(*) filter (
            where planned_on + interval 7 days < $as_of and (held_on is null or held_on > $as_of)
        ) as n_overdue,
        min(held_on) filter (where activity = 'training_day' and held_on <= $as_of) as first_training_on,
    from activities
    where place_code = $village_code
),

material as (
    select
        count(*) filter (where paid_on <= $as_of and not coalesce(evidence_complete, false)) as n_without_evidence,
        count(*) filter (where accepted_on is null or accepted_on > $as_of) as n_not_accepted,
        max(case when accepted_on <= $as_of then accepted_on else date '9999-12-31' end) as accepted_on,
    from materials
    where village_code = $village_code
)

select
    team.n_active,
    household.n_target,
    household.n_visit_overdue,
    household.n_without_baseline,
    household.n_without_follow_up,
    activity.n_overdue as n_activities_overdue,
    activity.n_without_evidence + material.n_without_evidence as n_without_evidence,
    material.n_not_accepted,
    activity.first_training_on,
    coalesce(activity.first_training_on < material.accepted_on, false) as is_trained_before_materials,
from team
cross join household
cross join activity
cross join material
