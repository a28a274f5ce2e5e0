-- purpose: evidence_complete, activities held and materials paid whose financial evidence is complete, of all of them
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

item as (
    select place_code as village_code, held_on as on_day, evidence_complete,
    from activities
    where activity <> 'support_team' and held_on is not null
    union all
    select village_code, paid_on, evidence_complete,
    from materials
    where paid_on is not null
)

select
    fiscal_year,
    'evidence_complete' as measure,
    village_code,
    on_day,
    count(*) filter (where evidence_complete) as numerator,
    count(*) as denominator,
from item
join village_year using (village_code)
group by fiscal_year, village_code, on_day
