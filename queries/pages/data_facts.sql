-- purpose: how many of the villages of the areas of one level in a view have data behind them
-- grain: one row per area with a village
-- parameters: as_of, scope (Filters.params), digits (of the area's code: 0, 2, 4, 6, 8)
with

viewed as (
    select village_code,
    from village_scope($scope)
),

with_sages as (
    select distinct village_code
    from sages
    semi join viewed using (village_code)
),

with_households as (
    select distinct village_code
    from households
    semi join viewed using (village_code)
    where target and selected_on <= $as_of
)

select
    left(village_code, $digits) as area_code,
    count(*) as n_villages,
    count(*) filter (
        where village_code in (from with_sages) and village_code in (from with_households)
    ) as n_with_registers,
from viewed
group by left(village_code, $digits)
