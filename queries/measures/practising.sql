-- purpose: practising, target households practising their occupation, of all target households
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

target_household as (
    select village_code, occupation_type, selected_on, greatest(selected_on, practising_from) as from_on, practising_from, stopped_on,
    from households
    where target and selected_on is not null
),

practising_household as (
    select village_code, occupation_type, from_on, stopped_on as to_on,
    from target_household
    where practising_from is not null and (stopped_on is null or stopped_on > from_on)
),

changes as (
    select village_code, occupation_type, selected_on as on_day, 0 as numerator, 1 as denominator, from target_household
    union all
    select village_code, occupation_type, from_on, 1, 0, from practising_household
    union all
    select village_code, occupation_type, to_on, -1, 0, from practising_household where to_on is not null
)

select
    fiscal_year,
    'practising' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
