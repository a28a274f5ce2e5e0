-- purpose: income_coverage, paired households, of all target households practising
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

practising_household as (
    select village_code, occupation_type, greatest(selected_on, practising_from) as from_on, stopped_on as to_on,
    from households
    where
        target
        and selected_on is not null
        and practising_from is not null
        and (stopped_on is null or stopped_on > greatest(selected_on, practising_from))
),

changes as (
    select village_code, occupation_type, from_on as on_day, 1 as numerator, 0 as denominator, from household_outcome
    union all
    select village_code, occupation_type, to_on, -1, 0, from household_outcome where to_on < date '9999-12-31'
    union all
    select village_code, occupation_type, from_on, 0, 1, from practising_household
    union all
    select village_code, occupation_type, to_on, 0, -1, from practising_household where to_on is not null
)

select
    fiscal_year,
    'income_coverage' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
