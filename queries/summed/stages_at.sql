-- purpose: how many villages have reached each stage, and how many stand at each, on some days, for areas of one level; as
--     areas/stages_at, from the sums that are kept by area
-- grain: one row per area, day, kind (reached: stages 1 to 11; standing: 0 to 11) and stage that has villages, by area
-- parameters: scope (Filters.params), days, digits (of the area's code: 0, 2), level (code length of the sums)
with

in_force as (
    select
        left(area_code, $digits) as area_code,
        kind,
        stage,
        n_villages,
        unnest(list_filter(list_distinct($days::date[]), lambda day: day >= on_day)) as day,
    from area_stage_change
    join area_scope($scope, $level) using (digits, fiscal_year, area_code)
)

select area_code, day, kind, stage, sum(n_villages)::integer as n_villages,
from in_force
group by area_code, day, kind, stage
having sum(n_villages) <> 0
order by area_code
