-- purpose: how many visits are overdue for each trainer, and whether the trainer is still there to make them
-- grain: one row per village and trainer (null = none named) with a visit overdue, the most first; at most n rows,
--     n_all counts all
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n
with

viewed as (
    select village_code,
    from village_scope($scope)
),

due as (
    select
        village_code,
        trainer,
        count(*) as n_overdue,
        count(*) filter (where n_visits = 0) as n_never,
        min(began_on) as longest_since,
    from visit_gap
    semi join viewed using (village_code)
    where
        overdue_from <= $as_of
        and overdue_to > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation::varchar)
    group by village_code, trainer
),

wanted as (
    select village_code, trainer, n_overdue, n_never, longest_since, count(*) over () as n_all,
    from due
    order by n_overdue desc, longest_since, village_code, trainer
    limit $n
),

sage as (
    select village_code, full_name, phone, registered_on, left_on,
    from sages
    semi join wanted using (village_code)
)

select
    wanted.*,
    coalesce(left(md5(trainer), 8), '') as trainer_mark,
    phone,
    coalesce(registered_on <= $as_of and (left_on is null or left_on > $as_of), false) as is_active,
from wanted
left join sage on sage.village_code = wanted.village_code and sage.full_name = wanted.trainer
order by n_overdue desc, longest_since, wanted.village_code, trainer
