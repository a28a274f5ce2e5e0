-- purpose: of the target households that ever began, how many stopped, by what they do
-- grain: one row per occupation type and, when one type is asked for, occupation ('' = not said), the largest share
--     first; at most n rows
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n
select
    coalesce(occupation_type, '') as occupation_type,
    case when $occupation::varchar is not null then coalesce(occupation, '') end as occupation,
    count(*)::integer as n_began,
    (count(*) filter (where stopped_on is not null))::integer as n_stopped,
from household_scope($scope, $as_of, $occupation)
where is_target and (practising_from is not null or stopped_on is not null)
group by all
order by n_stopped / n_began desc, n_began desc, 1, 2
limit $n
