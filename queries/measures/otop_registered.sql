-- purpose: otop_registered, founded groups that are registered as OTOP producers, of all founded groups
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

changes as (
    select village_code, occupation_type, founded_on as on_day, 0 as numerator, 1 as denominator,
    from groups
    where founded_on is not null
    union all
    select village_code, occupation_type, greatest(founded_on, otop_registered_on), 1, 0,
    from groups
    where founded_on is not null and otop_registered_on is not null
)

select
    fiscal_year,
    'otop_registered' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
