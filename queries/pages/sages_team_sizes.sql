-- purpose: how many villages have a team of 0, 1, 2 … active sages
-- grain: one row per size from 0 to one above the rule; the last also counts the larger teams
-- parameters: fiscal_year, as_of, scope (Filters.params), skill (villages that want it, null = all)
with

rule as (
    select max(team_size) as team_size
    from programme_rules
    where fiscal_year = $fiscal_year
),

viewed as (
    select village_code,
    from wanting_scope($scope, $as_of, $skill)
),

team as (
    select village_code, count(*) as n_active,
    from sages
    semi join viewed using (village_code)
    where registered_on <= $as_of and (left_on is null or left_on > $as_of)
    group by village_code
),

sized as (
    select least(coalesce(n_active, 0), team_size + 1) as n_active
    from viewed
    left join team using (village_code)
    cross join rule
),

counted as (
    select n_active, count(*) as n_villages,
    from sized
    group by n_active
)

select size.n_active::integer as n_active, team_size, coalesce(n_villages, 0) as n_villages,
from rule, generate_series(0, team_size + 1) as size (n_active)
left join counted using (n_active)
order by size.n_active
