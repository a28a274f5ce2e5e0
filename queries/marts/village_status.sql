-- purpose: how far a village's training and its way to OTOP are, to filter a view by
-- grain: one row per fiscal year, village, kind (training: none, started, complete; otop: none, group, registered) and
--     period [from_on, to_on); the periods of a kind cover all time, from 0001-01-01 to 9999-12-31
-- parameters: none
create or replace table village_status as
with

training_started as (
    select place_code as village_code, min(held_on) as on_day,
    from activities
    where activity = 'training_day' and held_on is not null
    group by place_code
),

group_founded as (
    select
        village_code,
        min(founded_on) as on_day,
        min(greatest(founded_on, otop_registered_on)) filter (where otop_registered_on is not null) as registered_on,
    from groups
    where founded_on is not null
    group by village_code
),

-- rank puts the further status last when two are reached on one day
reached as (
    select fiscal_year, village_code, 'training' as kind, 0 as rank, 'none' as status, date '0001-01-01' as from_on,
    from village_year
    union all
    select fiscal_year, village_code, 'training', 1, 'started', on_day,
    from village_year
    join training_started using (village_code)
    union all
    select fiscal_year, village_code, 'training', 2, 'complete', from_on,
    from village_stage
    where stage = 7
    union all
    select fiscal_year, village_code, 'otop', 0, 'none', date '0001-01-01',
    from village_year
    union all
    select fiscal_year, village_code, 'otop', 1, 'group', on_day,
    from village_year
    join group_founded using (village_code)
    union all
    select fiscal_year, village_code, 'otop', 2, 'registered', registered_on,
    from village_year
    join group_founded using (village_code)
    where registered_on is not null
),

periods as (
    select
        fiscal_year,
        village_code,
        kind,
        status,
        from_on,
        lead(from_on, 1, date '9999-12-31') over (
            partition by fiscal_year, village_code, kind order by from_on, rank
        ) as to_on,
    from reached
)

select fiscal_year, village_code, kind, status, from_on, to_on,
from periods
where from_on < to_on
order by fiscal_year, village_code, kind, from_on
