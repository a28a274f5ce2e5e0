-- purpose: spillover, other households (neighbours who joined) practising, per 100 target households
-- grain: one row per fiscal year, village, occupation type and day on which numerator or denominator changes
-- parameters: none
with

practising_neighbour as (
    select village_code, occupation_type, practising_from as from_on, stopped_on as to_on,
    from households
    where not target and practising_from is not null and (stopped_on is null or stopped_on > practising_from)
),

changes as (
    select village_code, occupation_type, from_on as on_day, 1 as numerator, 0 as denominator, from practising_neighbour
    union all
    select village_code, occupation_type, to_on, -1, 0, from practising_neighbour where to_on is not null
    union all
    select village_code, occupation_type, selected_on, 0, 1, from households where target and selected_on is not null
)

select
    fiscal_year,
    'spillover' as measure,
    village_code,
    coalesce(occupation_type, '') as occupation_type,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, coalesce(occupation_type, ''), on_day
