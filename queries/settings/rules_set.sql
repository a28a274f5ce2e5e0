-- purpose: the rules of the programme that the office set otherwise, of every year that has any or has villages
-- grain: one row per fiscal year and rule; a year without rules of its own has one row of nulls
-- parameters: none
with

year as (
    select fiscal_year from villages
    union
    select fiscal_year from rules
)

select fiscal_year, rule, value,
from year
left join rules using (fiscal_year)
order by fiscal_year, rule
