-- purpose: target households whose trainer left, is not in the register, or was never named
-- grain: one row per village and trainer (null = none named) without an active sage of that name, those that left
--     first, then the most households; at most n rows, n_all counts all, n_households_all their households
-- parameters: as_of, scope (Filters.params), n
with

cared_for as (
    select village_code, any_value(officer) as officer, trainer, count(*) as n_households,
    from household_scope($scope, $as_of, null)
    where is_target
    group by village_code, trainer
),

sage as (
    select village_code, full_name, replaces, registered_on, left_on,
    from sages
    where village_code in (select village_code from cared_for)
),

successor as (
    select village_code, replaces, min(full_name) as replaced_by,
    from sage
    where replaces is not null and registered_on <= $as_of and (left_on is null or left_on > $as_of)
    group by village_code, replaces
),

judged as (
    select
        cared_for.*,
        coalesce(left(md5(cared_for.trainer), 8), '') as trainer_mark,
        case
            when cared_for.trainer is null then 'none'
            when sage.left_on <= $as_of then 'left'
            when sage.full_name is null then 'unknown'
            else 'unregistered'
        end as why,
        case when sage.left_on <= $as_of then sage.left_on end as left_on,
        successor.replaced_by,
    from cared_for
    left join sage on sage.village_code = cared_for.village_code and sage.full_name = cared_for.trainer
    left join successor
        on successor.village_code = cared_for.village_code and successor.replaces = cared_for.trainer
    where not coalesce(sage.registered_on <= $as_of and (sage.left_on is null or sage.left_on > $as_of), false)
)

select *, count(*) over () as n_all, (sum(n_households) over ())::integer as n_households_all,
from judged
order by why <> 'left', left_on, n_households desc, village_code, trainer
limit $n
