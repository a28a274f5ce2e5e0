-- purpose: how many villages of a view have their materials in time for the training, and by how many days
-- grain: one row per standing (of delivery_standing) and number of days between training and acceptance (null where
--     one of the two is not known)
-- parameters: as_of, scope (Filters.params)
select
    standing,
    days_late,
    count(*) as n_villages,
    sum(waiting_baht) as waiting_baht,
from delivery_standing($scope, $as_of)
group by standing, days_late
order by standing, days_late
