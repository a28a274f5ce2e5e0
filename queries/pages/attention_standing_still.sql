-- purpose: areas with unfinished villages in which no village reached any stage in the 28 days before
-- grain: one row per area that stands still (n: its unfinished villages), the longest first
-- parameters: fiscal_year, as_of, scope (Filters.params), digits (the code length of the areas),
--     first_day (of the fiscal year), n_stages
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

reached as (
    select village_code, count(*) as n_stages, max(from_on) as latest_on,
    from village_stage
    semi join viewed using (village_code)
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
    group by village_code
)

select
    area_code,
    count(*) filter (where coalesce(n_stages, 0) < $n_stages) as n,
    max(latest_on) as latest_on,
from viewed
left join reached using (village_code)
group by area_code
having
    count(*) filter (where coalesce(n_stages, 0) < $n_stages) > 0
    and $as_of >= $first_day + interval 28 days
    and coalesce(max(latest_on), date '0001-01-01') <= $as_of - interval 28 days
order by latest_on nulls first, n desc, area_code
