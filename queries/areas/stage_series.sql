-- purpose: how many villages have reached each stage, and how many stand at each, on several days, for a whole view
-- grain: one row per day, kind (reached: stages 1 to 11; standing: 0 to 11) and stage with a change by that day
-- parameters: fiscal_year, scope (Filters.params), days
with

scope as (
    select village_code,
    from village_scope($scope)
),

periods as (
    select 'reached' as kind, stage, from_on, to_on,
    from village_stage
    semi join scope using (village_code)
    where fiscal_year = $fiscal_year
    union all
    select 'standing', stage, from_on, to_on,
    from village_standing
    semi join scope using (village_code)
    where fiscal_year = $fiscal_year
),

changes as (
    select kind, stage, from_on as on_day, count(*) as n_villages,
    from periods
    group by kind, stage, from_on
    union all
    select kind, stage, to_on, -count(*),
    from periods
    group by kind, stage, to_on
),

wanted as (
    select unnest(list_distinct($days::date[])) as day,
)

select day, kind, stage, sum(n_villages)::integer as n_villages,
from changes
join wanted on on_day <= day
group by day, kind, stage
