-- purpose: how many visits are overdue for each trainer, and whether the trainer is still there to make them
-- grain: one row per village and trainer (null = none named) with a visit overdue, the most first; at most n rows,
--     n_all counts all
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n
with

viewed as (
    select village_code, officer,
    from village_scope($scope)
),

due as (
    select
        households.village_code,
        households.trainer,
        count(*) as n_overdue,
        count(*) filter (where n_visits = 0) as n_never,
        min(began_on) as longest_since,
    from visit_gap
    join viewed using (village_code)
    join households using (village_code, house_no)
    where
        overdue_from <= $as_of
        and overdue_to > $as_of
        and ($occupation::varchar is null or coalesce(households.occupation_type, '') = $occupation::varchar)
    group by households.village_code, households.trainer
),

wanted as (
    select village_code, trainer, n_overdue, n_never, longest_since, count(*) over () as n_all,
    from due
    order by n_overdue desc, longest_since, village_code, trainer
    limit $n
)

select
    wanted.*,
    coalesce(left(md5(trainer), 8), '') as trainer_mark,
    phone,
    coalesce(registered_on <= $as_of and (left_on is null or left_on > $as_of), false) as is_active,
from wanted
left join sages on sages.village_code = wanted.village_code and sages.full_name = wanted.trainer
order by n_overdue desc, longest_since, wanted.village_code, trainer
