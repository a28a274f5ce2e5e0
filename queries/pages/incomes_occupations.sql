-- purpose: the income measures of a view by type of occupation
-- grain: one row per type with a household that practises or ever did ('' = not said) and measure that has changed there
-- parameters: fiscal_year, as_of, scope (Filters.params), measures (ids)
select
    occupation_type,
    measure,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from measure_change
semi join village_scope($scope) using (village_code)
where
    fiscal_year = $fiscal_year
    and on_day <= $as_of
    and occupation_type is not null
    and measure in (select unnest($measures::varchar[]))
group by occupation_type, measure
order by occupation_type
