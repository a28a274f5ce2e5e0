-- purpose: how many paired households had less than a line before and after, for areas that each have a line
-- grain: one row per area (code) with a pair in the view
-- parameters: as_of, scope (Filters.params), occupation (type or null = all),
--     codes (of the areas, '' = all; areas that do not overlap), lines (baht a household and year, one for each code)
with

line as (
    select unnest($codes::varchar[]) as code, unnest($lines::double[]) as line_baht,
),

scope as (
    select village_code, code, line_baht,
    from village_scope($scope)
    join line on starts_with(village_code, code)
)

select
    code,
    count(*)::integer as n_pairs,
    count(*) filter (baseline_baht::double < line_baht)::integer as n_below_before,
    count(*) filter (latest_baht::double < line_baht)::integer as n_below_after,
    avg(baseline_baht::double) as mean_before_baht,
    avg(latest_baht::double) as mean_after_baht,
    median(latest_baht::double) as median_after_baht,
from household_outcome
join scope using (village_code)
where
    from_on <= $as_of
    and to_on > $as_of
    and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
group by code
order by code
