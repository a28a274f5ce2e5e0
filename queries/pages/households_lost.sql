-- purpose: target households on their way that no measure counts: those trained that never began, those that stopped
-- grain: one row per area of a view that has target households, in code order
-- parameters: as_of, scope (Filters.params), occupation (type or null = all),
--     digits (of the area's code: 0, 2, 4, 6, 8)
select
    left(village_code, $digits) as area_code,
    count(*) as n_selected,
    count(*) filter (where trained_on is not null and is_practising) as n_trained_practising,
    count(*) filter (
        where trained_on is not null and practising_from is null and stopped_on is null
    ) as n_not_begun,
    count(*) filter (where stopped_on is not null) as n_stopped,
from household_scope($scope, $as_of, $occupation)
where is_target
group by area_code
order by area_code
