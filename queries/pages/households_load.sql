-- purpose: target households per trainer: how many active sages look after 0, 1, 2 … of them
-- grain: one row per number of households (0 included when there is such a sage), in order; of all occupations
-- parameters: as_of, scope (Filters.params)
with

active_sage as (
    select village_code, full_name,
    from sages
    semi join village_scope($scope) using (village_code)
    where registered_on <= $as_of and (left_on is null or left_on > $as_of)
),

cared_for as (
    select village_code, trainer, count(*) as n_households,
    from household_scope($scope, $as_of, null)
    where is_target and trainer is not null
    group by village_code, trainer
)

select
    coalesce(cared_for.n_households, 0)::integer as n_households,
    count(*)::integer as n_sages,
from active_sage
left join cared_for
    on cared_for.village_code = active_sage.village_code and cared_for.trainer = active_sage.full_name
group by 1
order by 1
