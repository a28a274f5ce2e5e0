-- purpose: the villages that stand alike: below the same of the known codes and held by the same groups
-- grain: one row per code and groups that have a village; the villages of the largest are left out where that is asked
-- parameters: but (left out are the largest 'of each code' or 'of all'; null = all are given)
--     it reads `standing`, a step of the statement that it stands in (scenario/standing.py)
with

alike as (
    select code, groups, count(*) as n_villages, list(village_code) as villages,
    from standing
    group by code, groups
),

ranked as (
    select
        *,
        row_number() over (
            partition by case when $but::varchar = 'of each code' then code end
            order by n_villages desc, code, groups
        ) as place,
    from alike
)

select
    code,
    groups,
    n_villages,
    case when place > 1 or $but::varchar is null then villages end as villages,
from ranked
