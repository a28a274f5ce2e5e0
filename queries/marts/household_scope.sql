-- purpose: the households a view is limited to, with what had happened to each by a day
-- grain: a table macro: one row per household of the view's villages that was selected by the day; one that is no
--     target (a neighbour who joined) counts from the day it was selected or began, whichever came first
-- parameters: none
--     seen is a struct (Filters.params), day the as-of day, type an occupation type, '' = not said, null = all
create or replace macro household_scope(seen, day, type) as table
select
    village_code,
    officer,
    house_no,
    head_name,
    target as is_target,
    trainer,
    occupation_wanted,
    occupation,
    occupation_type,
    selected_on,
    case when trained_on <= day then trained_on end as trained_on,
    case when practising_from <= day then practising_from end as practising_from,
    case when stopped_on <= day then stopped_on end as stopped_on,
    coalesce(practising_from <= day and (stopped_on is null or stopped_on > day), false) as is_practising,
from households
join village_scope(seen) using (village_code)
where
    case when target then selected_on else least(selected_on, practising_from) end <= day
    and (type::varchar is null or coalesce(occupation_type, '') = type::varchar)
