-- purpose: income_growth, the sum of latest incomes less the sum of baselines, of the baselines, over paired households
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

changes as (
    select village_code, occupation_type, from_on as on_day, latest_baht - baseline_baht as numerator, baseline_baht as denominator,
    from household_outcome
    union all
    select village_code, occupation_type, to_on, baseline_baht - latest_baht, -baseline_baht,
    from household_outcome
    where to_on < date '9999-12-31'
)

select
    fiscal_year,
    'income_growth' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
