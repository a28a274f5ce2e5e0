-- purpose: how many visits are overdue for each officer, of how many trained households that did not stop
-- grain: one row per officer ('' = none named) with a visit overdue, the most first; at most n rows, n_all counts all
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), n
with

viewed as (
    select village_code, coalesce(officer, '') as officer,
    from village_scope($scope)
),

gap as (
    select
        village_code,
        count(*) as n_trained,
        count(*) filter (where is_overdue) as n_overdue,
        count(*) filter (where is_overdue and n_visits = 0) as n_never,
        min(began_on) filter (where is_overdue) as longest_since,
    from (select *, coalesce(overdue_from <= $as_of and overdue_to > $as_of, false) as is_overdue, from visit_gap)
    semi join viewed using (village_code)
    anti join (
        select village_code, house_no
        from households
        semi join viewed using (village_code)
        where stopped_on <= $as_of
    ) as stopped using (village_code, house_no)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation::varchar)
    group by village_code
)

select
    officer,
    sum(gap.n_trained)::bigint as n_trained,
    sum(gap.n_overdue)::bigint as n_overdue,
    sum(gap.n_never)::bigint as n_never,
    count(*) filter (where gap.n_overdue > 0) as n_villages,
    min(gap.longest_since) as longest_since,
    count(*) over () as n_all,
from gap
join viewed using (village_code)
group by officer
having sum(gap.n_overdue) > 0
order by n_overdue desc, officer
limit $n
