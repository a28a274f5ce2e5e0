-- purpose: how many villages have reached each stage, and how many stand at each, on several days, for a whole view; as
--     areas/stage_series, from the sums that are kept by area
-- grain: one row per day, kind (reached: stages 1 to 11; standing: 0 to 11) and stage with a change by that day
-- parameters: scope (Filters.params), level (code length of the sums), days
with

changes as (
    select kind, stage, on_day, sum(n_villages) as n_villages,
    from area_stage_change
    join area_scope($scope, $level) using (digits, fiscal_year, area_code)
    group by kind, stage, on_day
),

wanted as (
    select unnest(list_distinct($days::date[])) as day,
)

select day, kind, stage, sum(n_villages)::integer as n_villages,
from changes
join wanted on on_day <= day
group by day, kind, stage
