-- purpose: numerator and denominator of every measure on a day for villages that stand together under a label
-- grain: one row per label and measure that has ever changed there
-- parameters: fiscal_year, as_of, occupation (type or null = all), villages (codes of scenario/village_codes), labels (one
--     for each)
with

held as (
    select unnest($villages::varchar[]) as village_code, unnest($labels::varchar[]) as label,
)

select
    label,
    measure,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
from measure_change
join held using (village_code)
where
    fiscal_year = $fiscal_year
    and on_day <= $as_of
    and ($occupation::varchar is null or occupation_type = $occupation or measure = 'villages')
group by label, measure
order by label
