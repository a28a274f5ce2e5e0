-- purpose: on_time, activities held at most 7 days after their plan, of those planned by the day
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

planned as (
    select place_code as village_code, planned_on, held_on,
    from activities
    where activity <> 'support_team' and planned_on is not null
),

changes as (
    select village_code, planned_on as on_day, 0 as numerator, 1 as denominator, from planned
    union all
    select village_code, greatest(planned_on, held_on), 1, 0, from planned where held_on <= planned_on + 7
)

select
    fiscal_year,
    'on_time' as measure,
    village_code,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, on_day
