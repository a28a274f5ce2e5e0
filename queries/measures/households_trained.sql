-- purpose: households_trained, target households trained in an occupation, of all target households
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

target_household as (
    select village_code, occupation_type, selected_on, greatest(selected_on, trained_on) as trained_from, trained_on,
    from households
    where target and selected_on is not null
),

changes as (
    select village_code, occupation_type, selected_on as on_day, 0 as numerator, 1 as denominator, from target_household
    union all
    select village_code, occupation_type, trained_from, 1, 0, from target_household where trained_on is not null
)

select
    fiscal_year,
    'households_trained' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
