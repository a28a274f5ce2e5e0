-- purpose: the types of occupation of a view: practising households, groups and registered groups of each
-- grain: one row per type that has any ('' = the register does not say), the most groups first; at most 50 rows
-- parameters: fiscal_year, as_of, scope (Filters.params)
with

viewed as (
    select village_code,
    from village_scope($scope)
),

practising as (
    select occupation_type, sum(n_households)::integer as n_households,
    from village_practising
    semi join viewed using (village_code)
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
    group by occupation_type
),

grouped as (
    select
        occupation_type,
        count(*)::integer as n_groups,
        count(*) filter (where is_registered)::integer as n_registered,
    from group_at($as_of)
    semi join viewed using (village_code)
    group by occupation_type
)

select
    occupation_type,
    coalesce(n_households, 0) as n_households,
    coalesce(n_groups, 0) as n_groups,
    coalesce(n_registered, 0) as n_registered,
from practising
full join grouped using (occupation_type)
where n_households > 0 or n_groups > 0
order by n_groups desc, n_households desc, occupation_type
limit 50
