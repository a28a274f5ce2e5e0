-- purpose: the time of a trained target household between its visits, and when in it a visit is overdue: the one
--     place of that rule (nobody visited or phoned for more than 30 days since the training or the last visit)
-- grain: one row per target household that was ever trained and period [from_on, to_on) without a visit; the periods
--     of a household follow each other from the day it is selected and trained; an open one ends on 9999-12-31
-- parameters: none
create or replace table visit_gap as
with

trained_household as (
    select
        village_code,
        house_no,
        occupation_type,
        trainer,
        trained_on,
        greatest(selected_on, trained_on) as counts_from,
        coalesce(stopped_on, date '9999-12-31') as counts_to,
    from households
    semi join village_year using (village_code)
    where target and selected_on is not null and trained_on is not null
),

began as (
    select *, trained_on as began_on, 0 as is_visit, null as visitor, null as by_phone, null as finding, null as problem,
    from trained_household
    union all
    select trained_household.*, visited_on, 1, visitor, coalesce(by_phone, false), finding, problem,
    from trained_household
    join visits using (village_code, house_no)
    where visited_on >= trained_on
),

-- of several visits on one day the last one stands, so one that names a problem comes last; a visit on the day of the
-- training comes after it
period as (
    select
        *,
        (sum(is_visit) over (so_far rows unbounded preceding))::integer as n_visits,
        lead(began_on, 1, date '9999-12-31') over so_far as next_on,
    from began
    window so_far as (
        partition by village_code, house_no
        order by began_on, is_visit, problem is not null, by_phone desc, visitor desc
    )
),

dated as (
    select
        *,
        greatest(began_on, counts_from) as from_on,
        greatest(began_on + 31, counts_from) as late_from,
        least(next_on, counts_to) as late_to,
    from period
)

select
    village_code,
    house_no,
    occupation_type,
    trainer,
    n_visits,
    began_on,
    visitor,
    by_phone,
    finding,
    problem,
    from_on,
    next_on as to_on,
    case when late_from < late_to then late_from end as overdue_from,
    case when late_from < late_to then late_to end as overdue_to,
from dated
where from_on < next_on
order by village_code
