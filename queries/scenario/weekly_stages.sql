-- purpose: how many villages reached or lost each stage week by week up to a day, for the areas of one level in a view
-- grain: one row per area, stage and week with a change, and one of stage 0 and week 0 with an area's villages; week
--     $weeks ends on the as-of day, week 0 holds all that was before week 1 began
-- parameters: fiscal_year, as_of, scope (Filters.params), digits (of the area's code), weeks (how many), stages (numbers)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
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
    area_code,
    stage::integer as stage,
    greatest($weeks::integer - ($as_of::date - on_day) // 7, 0)::integer as week,
    sum(n)::double as n_villages,
from turns
join scope using (village_code)
group by area_code, stage, week
union all
select area_code, 0, 0, count(*)::double,
from scope
group by area_code
order by area_code, stage, week
