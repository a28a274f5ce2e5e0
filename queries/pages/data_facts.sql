-- purpose: how much of a view's villages has data behind it
-- grain: one row
-- parameters: as_of, scope (Filters.params)
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
    count(*) as n_villages,
    count(*) filter (
        where village_code in (from with_sages) and village_code in (from with_households)
    ) as n_with_registers,
from viewed
