-- purpose: money spent by the end of several days, on activities and on materials apart, as budget_disbursed counts it
-- grain: one row per day asked for, in their order; running sums from the beginning
-- parameters: scope (Filters.params), days (not after the day of the view)
with

spent as (
    select
        held_on as on_day,
        spent_baht as activity_baht,
        null::decimal(28, 10) as material_baht,
    from activity_cost
    semi join village_scope($scope) using (village_code)
    union all
    select
        paid_on,
        null,
        cost_baht,
    from material_cost
    semi join village_scope($scope) using (village_code)
    where paid_on is not null
),

by_day as (
    select on_day, sum(activity_baht) as activity_baht, sum(material_baht) as material_baht,
    from spent
    group by on_day
),

asked as (
    select unnest($days::date[]) as on_day,
)

select
    asked.on_day,
    coalesce(sum(activity_baht), 0) as activity_baht,
    coalesce(sum(material_baht), 0) as material_baht,
from asked
left join by_day on by_day.on_day <= asked.on_day
group by asked.on_day
order by asked.on_day
