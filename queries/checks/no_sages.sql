-- purpose: target villages with no sages 60 days into their fiscal year
-- grain: one row per fiscal year and village, with the period [from_on, to_on): code, register, fiscal_year,
--     place_code, entity_key (the year), facts (json)
-- parameters: none
with

-- a sage without any day is known all the time
first_sage as (
    select
        village_code,
        min(coalesce(least(surveyed_on, registered_on, trained_on), date '0001-01-01')) as on_day,
    from sages
    group by village_code
),

begun as (
    select
        fiscal_year,
        village_code,
        make_date(fiscal_year - 544, 10, 1) as first_day,
        coalesce(first_sage.on_day, date '9999-12-31') as to_on,
    from village_year
    left join first_sage using (village_code)
)

select
    'no_sages' as code,
    'villages' as register,
    fiscal_year,
    village_code as place_code,
    fiscal_year::varchar as entity_key,
    json_object('since', first_day::varchar)::varchar as facts,
    first_day + 60 as from_on,
    to_on,
from begun
where first_day + 60 < to_on
