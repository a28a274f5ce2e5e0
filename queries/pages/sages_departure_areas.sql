-- purpose: the places that people left in the fiscal year, by area: how many, filled, still empty and how long
-- grain: one row per area with at least one village in the view, in code order; median_days over the filled places
-- parameters: fiscal_year, as_of, scope (Filters.params), skill (villages that want it, null = all), digits (the code
--     length of the areas), from_on and to_on (days of leaving, null = all)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from wanting_scope($scope, $as_of, $skill)
),

gone as (
    select village_code, left_on, case when replaced_on <= $as_of then replaced_on end as replaced_on,
    from sage_departure
    where
        left_on between make_date($fiscal_year - 544, 10, 1) and $as_of
        and ($from_on::date is null or left_on >= $from_on::date)
        and ($to_on::date is null or left_on <= $to_on::date)
)

select
    area_code,
    count(distinct village_code) as n_villages,
    count(left_on) as n_left,
    count(replaced_on) as n_replaced,
    count(left_on) - count(replaced_on) as n_empty,
    median(replaced_on - left_on) as median_days,
    max(case when left_on is not null and replaced_on is null then $as_of - left_on end) as longest_days,
from viewed
left join gone using (village_code)
group by area_code
order by area_code
