-- purpose: trainer_load, target households per active sage
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

active_sage as (
    select village_code, registered_on as from_on, left_on as to_on,
    from sages
    where registered_on is not null and (left_on is null or left_on > registered_on)
),

changes as (
    select village_code, selected_on as on_day, 1 as numerator, 0 as denominator,
    from households
    where target and selected_on is not null
    union all
    select village_code, from_on, 0, 1, from active_sage
    union all
    select village_code, to_on, 0, -1, from active_sage where to_on is not null
)

select
    fiscal_year,
    'trainer_load' as measure,
    village_code,
    on_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from changes
join village_year using (village_code)
group by fiscal_year, village_code, on_day
