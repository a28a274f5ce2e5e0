-- purpose: how many things wait in each part of the page, to be seen before it is opened
-- grain: one row
-- parameters: fiscal_year, as_of, scope (Filters.params), occupation (type or null = all)
--     trainers, selection: of all occupations, because a trainer and a village are not of one
with

viewed as (
    select village_code,
    from village_scope($scope)
),

household as (
    select
        village_code,
        trainer,
        stopped_on,
        is_target,
        is_practising,
        $occupation::varchar is null or coalesce(occupation_type, '') = $occupation::varchar as is_asked_for,
    from household_scope($scope, $as_of, null)
),

counted as (
    select
        count(*) as n_households,
        count(*) filter (where is_target and stopped_on is not null) as n_stopped,
        count(*) filter (where not is_target and is_practising) as n_neighbours,
    from household
    where is_asked_for
),

overdue as (
    select count(*) as n_overdue,
    from visit_gap
    semi join viewed using (village_code)
    where
        overdue_from <= $as_of
        and overdue_to > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation::varchar)
),

active_sage as (
    select village_code, full_name,
    from sages
    semi join viewed using (village_code)
    where registered_on <= $as_of and (left_on is null or left_on > $as_of)
),

uncared as (
    select count(*) as n_uncared,
    from household
    anti join active_sage
        on active_sage.village_code = household.village_code and active_sage.full_name = household.trainer
    where household.is_target
),

selected as (
    select village_code, count(*) as n_selected,
    from household
    where is_target
    group by village_code
),

off_rule as (
    select count(*) as n_off_rule,
    from viewed
    cross join (select households_per_village from programme_rules where fiscal_year = $fiscal_year)
    left join selected using (village_code)
    where coalesce(n_selected, 0) <> households_per_village
)

select
    n_overdue,
    n_uncared,
    n_off_rule,
    n_households,
    n_stopped,
    n_neighbours,
from overdue
cross join counted
cross join uncared
cross join off_rule
