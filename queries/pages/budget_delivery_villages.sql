-- purpose: the villages whose materials stand so against their first training day
-- grain: one row per village; what is still missing for a training first, the earliest training first, then the latest
--     materials; at most n rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), standings (of delivery_standing), days_from and days_to (days
--     late, null = all), n
select
    village_code,
    officer,
    standing,
    n_materials,
    n_delivered,
    n_accepted,
    waiting_baht,
    is_held,
    delivered_on,
    ready_on,
    needed_on,
    days_late,
    count(*) over () as n_all,
from delivery_standing($scope, $as_of)
where
    list_contains($standings, standing)
    and ($days_from::integer is null or days_late >= $days_from::integer)
    and ($days_to::integer is null or days_late <= $days_to::integer)
order by list_position($standings, standing), days_late desc nulls first, needed_on nulls last, village_code
limit $n
