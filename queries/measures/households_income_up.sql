-- purpose: households_income_up, paired households whose latest income is above their baseline, of all paired ones
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

changes as (
    select village_code, occupation_type, from_on as on_day, (latest_baht > baseline_baht)::integer as numerator, 1 as denominator,
    from household_outcome
    union all
    select village_code, occupation_type, to_on, -(latest_baht > baseline_baht)::integer, -1,
    from household_outcome
    where to_on < date '9999-12-31'
)

select
    fiscal_year,
    'households_income_up' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
