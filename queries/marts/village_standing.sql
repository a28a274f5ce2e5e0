-- purpose: the stage a village stands at: the highest k of which 1..k are all reached, 0 before the first
-- grain: one row per fiscal year, village and period [from_on, to_on); the periods of a village cover all time,
--     from 0001-01-01 to 9999-12-31
-- parameters: none
create or replace table village_standing as
with

-- a village's reached stages are the bits of a number, stage 1 the lowest
changes as (
    select fiscal_year, village_code, date '0001-01-01' as on_day, 0 as bits, from village_year
    union all
    select fiscal_year, village_code, from_on, 1 << (stage - 1)::integer, from village_stage
    union all
    select fiscal_year, village_code, to_on, -(1 << (stage - 1)::integer),
    from village_stage
    where to_on < date '9999-12-31'
),

daily as (
    select fiscal_year, village_code, on_day, sum(bits)::integer as bits,
    from changes
    group by fiscal_year, village_code, on_day
),

running as (
    select
        fiscal_year,
        village_code,
        on_day,
        (sum(bits) over (partition by fiscal_year, village_code order by on_day))::integer as bits,
    from daily
),

standing as (
    -- adding 1 flips the lowest unbroken run of ones and the zero above it
    select fiscal_year, village_code, on_day, bit_count(xor(bits, bits + 1)) - 1 as stage,
    from running
),

turns as (
    select fiscal_year, village_code, on_day, stage,
    from standing
    qualify stage is distinct from lag(stage) over (partition by fiscal_year, village_code order by on_day)
)

select
    fiscal_year,
    village_code,
    stage::utinyint as stage,
    on_day as from_on,
    lead(on_day, 1, date '9999-12-31') over (partition by fiscal_year, village_code order by on_day) as to_on,
from turns
order by fiscal_year, village_code, from_on
