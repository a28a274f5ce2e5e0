-- purpose: villages whose team is short of the rule after someone left it in the fiscal year
-- grain: one row per area that has any, the most first
-- parameters: fiscal_year, as_of, areas (null = all), without, digits (the code length of the areas),
--     first_day (of the fiscal year), team_size
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_year
    where
        fiscal_year = $fiscal_year
        and ($areas is null or list_bool_or(list_transform($areas, lambda a: starts_with(village_code, a))))
        and not coalesce(list_bool_or(list_transform($without, lambda a: starts_with(village_code, a))), false)
),

team as (
    select
        village_code,
        count(*) filter (
            where registered_on <= $as_of and (left_on is null or left_on > $as_of)
        ) as n_active,
        count(*) filter (where left_on between $first_day and $as_of) as n_left,
    from sages
    group by village_code
)

select area_code, count(*) as n,
from viewed
join team using (village_code)
where n_left > 0 and n_active < $team_size
group by area_code
order by n desc, area_code
