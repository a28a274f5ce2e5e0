-- purpose: training_complete, villages that held enough (5) different training days, of all villages
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

training_day as (
    -- a day that was held twice counts from the first time; a missing number is day 1
    select place_code as village_code, coalesce(day_no, 1) as day_no, min(held_on) as on_day,
    from activities
    where activity = 'training_day' and held_on is not null
    group by place_code, coalesce(day_no, 1)
),

numbered as (
    select
        village_code,
        on_day,
        row_number() over (partition by village_code order by on_day, day_no) as n_days,
    from training_day
)

select fiscal_year, 'training_complete' as measure, village_code, on_day, 1 as numerator, 0 as denominator,
from numbered
join village_year using (village_code)
join programme_rules using (fiscal_year)
where n_days = training_days
union all
select fiscal_year, 'training_complete', village_code, date '0001-01-01', 0, 1,
from village_year
