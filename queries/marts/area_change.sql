-- purpose: measure_change added up by province and for the nation, so that those need no village: the same numbers from
--     a tenth of the rows and fewer
-- grain: one row per fiscal year, code length of the area (0, 2), area, measure, occupation type (null = all of them
--     together; rows of one type only where a measure is told apart by it) and day on which something changes
-- parameters: none
create or replace table area_change as
with

province as materialized (
    select
        fiscal_year,
        measure,
        left(village_code, 2) as province_code,
        occupation_type,
        on_day,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
    from measure_change
    group by fiscal_year, measure, left(village_code, 2), occupation_type, on_day
),

by_type as materialized (
    select
        digits,
        fiscal_year,
        measure,
        left(province_code, digits) as area_code,
        occupation_type,
        on_day,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
    from province
    cross join (values (0), (2)) as level (digits)
    group by digits, fiscal_year, measure, left(province_code, digits), occupation_type, on_day
),

together as (
    select
        digits,
        fiscal_year,
        measure,
        area_code,
        null::varchar as occupation_type,
        on_day,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
    from by_type
    group by digits, fiscal_year, measure, area_code, on_day
    union all
    from by_type
    where occupation_type is not null
)

select
    digits::utinyint as digits,
    fiscal_year,
    area_code,
    measure,
    occupation_type,
    on_day,
    numerator::decimal(28, 10) as numerator,
    denominator::decimal(28, 10) as denominator,
from together
where numerator <> 0 or denominator <> 0
-- the rows that nearly every view needs lie together
order by digits, fiscal_year, occupation_type is not null, area_code, measure, on_day, occupation_type
