-- purpose: how many of some villages reached or lost each stage week by week up to a day, by the areas of one level
-- grain: one row per area, stage and week with a change, and one of stage 0 and week 0 with an area's villages; weeks as
--     in scenario/weekly_stages
-- parameters: fiscal_year, as_of, digits (of the area's code), weeks (how many), stages (numbers), villages (codes of
--     scenario/village_codes)
with

named as (
    select unnest($villages::varchar[]) as village_code,
),

held as (
    select village_code
    from village_year
    semi join named using (village_code)
    where fiscal_year = $fiscal_year
),

turns as (
    select village_code, stage, from_on as on_day, 1 as n
    from village_stage
    where fiscal_year = $fiscal_year and from_on <= $as_of and list_contains($stages::integer[], stage)
    union all
    select village_code, stage, to_on, -1
    from village_stage
    where fiscal_year = $fiscal_year and to_on <= $as_of and list_contains($stages::integer[], stage)
)

select
    left(village_code, $digits) as area_code,
    stage::integer as stage,
    greatest($weeks::integer - ($as_of::date - on_day) // 7, 0)::integer as week,
    sum(n)::double as n_villages,
from turns
join held using (village_code)
group by left(village_code, $digits), stage, week
union all
select left(village_code, $digits), 0, 0, count(*)::double,
from held
group by left(village_code, $digits)
order by area_code, stage, week
