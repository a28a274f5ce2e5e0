-- purpose: what the register of villages says about one village, and the stage at which it stands
-- grain: one row; none when it is not a target village of the year
-- parameters: fiscal_year, as_of, village_code
with

standing as (
    select village_code, stage::integer as stage, from_on,
    from village_standing
    where
        fiscal_year = $fiscal_year
        and village_code = $village_code
        and from_on <= $as_of
        and to_on > $as_of
),

other_years as (
    select village_code, list(fiscal_year order by fiscal_year) as fiscal_years,
    from village_year
    where village_code = $village_code
    group by village_code
)

select
    village_code,
    village_name,
    officer,
    budget_baht,
    households_total,
    latitude,
    longitude,
    coalesce(standing.stage, 0) as stage,
    nullif(standing.from_on, date '0001-01-01') as stage_on,
    other_years.fiscal_years,
from village_year
left join standing using (village_code)
left join other_years using (village_code)
where fiscal_year = $fiscal_year and village_code = $village_code
