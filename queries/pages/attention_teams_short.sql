-- purpose: villages whose team is short of the rule after someone left it in the fiscal year
-- grain: one row per area that has any, the most first
-- parameters: as_of, scope (Filters.params), digits (the code length of the areas),
--     first_day (of the fiscal year)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code, team_size,
    from village_scope($scope)
    join programme_rules using (fiscal_year)
),

team as (
    select
        village_code,
        count(*) filter (
            where registered_on <= $as_of and (left_on is null or left_on > $as_of)
        ) as n_active,
        count(*) filter (where left_on between $first_day and $as_of) as n_left,
    from sages
    semi join viewed using (village_code)
    group by village_code
)

select area_code, count(*) as n,
from viewed
join team using (village_code)
where n_left > 0 and n_active < team_size
group by area_code
order by n desc, area_code
