-- purpose: budget_disbursed, baht spent on activities held and on materials paid, of the year's budget
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

-- doubles become decimals by way of their shortest text, so that sums are exact to the satang
spent as (
    select
        place_code as village_code,
        held_on as on_day,
        cast(cast(spent_baht as varchar) as decimal(28, 10)) as spent_baht,
    from activities
    where activity <> 'support_team' and held_on is not null
    union all
    select
        village_code,
        paid_on,
        cast(
            cast(cast(quantity as varchar) as decimal(28, 10))
            * cast(cast(unit_price_baht as varchar) as decimal(28, 10))
            as decimal(28, 10)
        ),
    from materials
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
    cast(cast(budget_baht as varchar) as decimal(28, 10)),
from village_year
where budget_baht is not null
