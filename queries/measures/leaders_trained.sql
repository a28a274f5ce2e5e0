-- purpose: leaders_trained, villages with enough (1) leaders trained and not left, of all villages
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

trained_leader as (
    select village_code, trained_on as from_on, left_on as to_on,
    from sages
    where role = 'leader' and trained_on is not null and (left_on is null or left_on > trained_on)
),

coming_and_going as (
    select village_code, from_on as on_day, 1 as n_leaders, from trained_leader
    union all
    select village_code, to_on, -1, from trained_leader where to_on is not null
),

daily as (
    select village_code, on_day, sum(n_leaders) as n_leaders,
    from coming_and_going
    group by village_code, on_day
),

running as (
    select
        village_code,
        on_day,
        n_leaders as n_more,
        sum(n_leaders) over (partition by village_code order by on_day) as n_leaders,
    from daily
)

select
    fiscal_year,
    'leaders_trained' as measure,
    village_code,
    on_day,
    (n_leaders >= leaders_per_village)::integer - (n_leaders - n_more >= leaders_per_village)::integer as numerator,
    0 as denominator,
from running
join village_year using (village_code)
join programme_rules using (fiscal_year)
union all
select fiscal_year, 'leaders_trained', village_code, date '0001-01-01', 0, 1,
from village_year
