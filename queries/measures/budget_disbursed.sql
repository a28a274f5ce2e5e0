-- purpose: budget_disbursed, baht spent on activities held and on materials paid, of the year's budget
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

spent as (
    select village_code, held_on as on_day, spent_baht,
    from activity_cost
    union all
    select village_code, paid_on, cost_baht,
    from material_cost
    where paid_on is not null
)

select
    fiscal_year,
    'budget_disbursed' as measure,
    village_code,
    on_day,
    sum(spent_baht) as numerator,
    0 as denominator,
from spent
join village_year using (village_code)
where spent_baht is not null
group by fiscal_year, village_code, on_day
union all
select
    fiscal_year,
    'budget_disbursed',
    village_code,
    date '0001-01-01',
    0,
    exact(budget_baht),
from village_year
where budget_baht is not null
