-- purpose: the types of occupation of the households and groups of a view, to choose from
-- grain: one row per type ('' = not said), that of most households first; at most n rows
-- parameters: scope (Filters.params), as_of, n
with

viewed as materialized (
    select village_code,
    from village_scope($scope)
),

counted as (
    select coalesce(occupation_type, '') as occupation, count(*) as n_households,
    from households
    semi join viewed using (village_code)
    where selected_on <= $as_of
    group by coalesce(occupation_type, '')
    union all
    select coalesce(occupation_type, ''), 0,
    from groups
    semi join viewed using (village_code)
    where founded_on <= $as_of
    group by coalesce(occupation_type, '')
)

select occupation, sum(n_households)::integer as n_households,
from counted
group by occupation
order by occupation = '', n_households desc, occupation
limit $n
