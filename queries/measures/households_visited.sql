-- purpose: households_visited, trained target households visited on or after their training, of all trained ones
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

trained_household as (
    select village_code, occupation_type, house_no, trained_on, greatest(selected_on, trained_on) as from_on,
    from households
    where target and selected_on is not null and trained_on is not null
),

visited_household as (
    select village_code, occupation_type, house_no, greatest(from_on, min(visited_on)) as from_on,
    from trained_household
    join visits using (village_code, house_no)
    where visited_on >= trained_on
    group by village_code, occupation_type, house_no, from_on
),

changes as (
    select village_code, occupation_type, from_on as on_day, 0 as numerator, 1 as denominator, from trained_household
    union all
    select village_code, occupation_type, from_on, 1, 0, from visited_household
)

select
    fiscal_year,
    'households_visited' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
