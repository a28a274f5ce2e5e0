-- purpose: how much of a view's villages has data behind it
-- grain: one row
-- parameters: fiscal_year, as_of, areas (null = all), without
with

viewed as (
    select village_code,
    from village_year
    where
        fiscal_year = $fiscal_year
        and ($areas is null or list_bool_or(list_transform($areas, lambda a: starts_with(village_code, a))))
        and not coalesce(list_bool_or(list_transform($without, lambda a: starts_with(village_code, a))), false)
),

with_sages as (
    select distinct village_code
    from sages
),

with_households as (
    select distinct village_code
    from households
    where target and selected_on <= $as_of
)

select
    count(*) as n_villages,
    count(*) filter (
        where village_code in (from with_sages) and village_code in (from with_households)
    ) as n_with_registers,
from viewed
