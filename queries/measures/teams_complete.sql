-- purpose: teams_complete, villages with a full team (5 active sages, either role), of all villages
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

active_sage as (
    select village_code, registered_on as from_on, left_on as to_on,
    from sages
    where registered_on is not null and (left_on is null or left_on > registered_on)
),

coming_and_going as (
    select village_code, from_on as on_day, 1 as n_sages, from active_sage
    union all
    select village_code, to_on, -1, from active_sage where to_on is not null
),

daily as (
    select village_code, on_day, sum(n_sages) as n_sages,
    from coming_and_going
    group by village_code, on_day
),

running as (
    select
        village_code,
        on_day,
        n_sages as n_more,
        sum(n_sages) over (partition by village_code order by on_day) as n_sages,
    from daily
)

select
    fiscal_year,
    'teams_complete' as measure,
    village_code,
    on_day,
    (n_sages >= team_size)::integer - (n_sages - n_more >= team_size)::integer as numerator,
    0 as denominator,
from running
join village_year using (village_code)
join programme_rules using (fiscal_year)
union all
select fiscal_year, 'teams_complete', village_code, date '0001-01-01', 0, 1,
from village_year
