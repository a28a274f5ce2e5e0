-- purpose: the groups of a view that are not registered as OTOP, the readiest first, with what each still lacks
-- grain: one row per group founded by the as-of day and not registered; at most n rows, n_all counts all of them and
--     n_ready those that the rule of queries/marts/group_at.sql calls ready
-- parameters: fiscal_year, as_of, scope (Filters.params), occupation (type or null = all), n
with

viewed as (
    select village_code, officer,
    from village_scope($scope)
),

practising as (
    from practising_at($scope, $fiscal_year, $as_of, $occupation)
)

select
    village_code,
    officer,
    name,
    occupation_type,
    members,
    founded_on,
    otop_category,
    producer_type,
    days_to_go,
    members_to_go,
    is_ready,
    coalesce(n_households, 0) as n_households,
    (count(*) over ())::integer as n_all,
    (count(*) filter (where is_ready) over ())::integer as n_ready,
from group_at($as_of)
join viewed using (village_code)
left join practising using (village_code)
where not is_registered and ($occupation::varchar is null or occupation_type = $occupation)
order by
    is_ready desc,
    -- what the rule still asks for, then what the register still lacks
    (coalesce(members_to_go, 1) > 0)::integer + (days_to_go > 0)::integer,
    (otop_category is null)::integer + (producer_type is null)::integer + (occupation_type = '')::integer,
    days_to_go,
    members_to_go nulls last,
    founded_on,
    village_code,
    name
limit $n
