-- purpose: how many target households of a village practise, as the measure practising counts them
-- grain: one row per fiscal year, village, occupation type and period [from_on, to_on) in which any does and no more or
--     fewer; an open period ends on 9999-12-31
-- parameters: none
create or replace table village_practising as
with

running as (
    select
        fiscal_year,
        village_code,
        occupation_type,
        (sum(numerator) over so_far)::integer as n_households,
        on_day as from_on,
        lead(on_day, 1, date '9999-12-31') over so_far as to_on,
    from measure_change
    where measure = 'practising' and numerator <> 0
    window so_far as (partition by fiscal_year, village_code, occupation_type order by on_day)
)

select fiscal_year, village_code, occupation_type, n_households, from_on, to_on,
from running
where n_households > 0
order by fiscal_year, village_code, occupation_type, from_on
