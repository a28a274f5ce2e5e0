-- purpose: what changed in measures week by week up to a day in some villages, by the areas of one level
-- grain: one row per area, measure and week with a change; weeks as in scenario/weekly_measures
-- parameters: fiscal_year, as_of, occupation (type or null = all), digits (of the area's code), measures (ids), weeks
--     (how many), villages (codes of scenario/village_codes)
with

held as (
    select unnest($villages::varchar[]) as village_code,
)

select
    left(village_code, $digits) as area_code,
    measure as what,
    greatest($weeks::integer - ($as_of::date - on_day) // 7, 0)::integer as week,
    sum(numerator)::double as numerator,
    sum(denominator)::double as denominator,
from measure_change
join held using (village_code)
where
    fiscal_year = $fiscal_year
    and on_day <= $as_of
    and ($occupation::varchar is null or occupation_type = $occupation or measure = 'villages')
    and measure in (select unnest($measures::varchar[]))
group by left(village_code, $digits), measure, week
order by left(village_code, $digits), measure, week
