-- purpose: the target villages of a view without a knowledge record of their own: who has to write the first one, and
--     which of the village's active sages can be asked first (leaders before trainers)
-- grain: one row per village, those furthest through the stages and longest there first; at most n, n_all counts them all
-- parameters: scope, fiscal_year, as_of, n
with

viewed as (
    select village_code, officer,
    from village_scope($scope)
),

told as (
    select area_code as village_code,
    from knowledge_record
    where recorded_on is null or recorded_on <= $as_of
),

sage as (
    select village_code, arg_min(full_name, (role, full_name)) as sage, count(*) as n_sages,
    from sages
    semi join viewed using (village_code)
    where
        coalesce(registered_on, surveyed_on) <= $as_of
        and (left_on is null or left_on > $as_of)
    group by village_code
),

standing as (
    select village_code, stage::integer as stage, nullif(from_on, date '0001-01-01') as stage_on,
    from village_standing
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
)

select
    village_code,
    officer,
    coalesce(stage, 0) as stage,
    stage_on,
    sage,
    coalesce(n_sages, 0) as n_sages,
    count(*) over () as n_all,
from viewed
anti join told using (village_code)
left join standing using (village_code)
left join sage using (village_code)
order by stage desc nulls last, stage_on nulls last, village_code
limit $n
