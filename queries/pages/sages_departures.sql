-- purpose: the places in the teams that people of a view left in the fiscal year: who, when, filled or empty since
-- grain: one row per sage who left from the first day of the fiscal year to the as-of day; those still empty first,
--     of teams that are short first, the longest first; at most n rows, n_all counts all of them
-- parameters: fiscal_year, as_of, scope (Filters.params), skill (villages that want it, null = all), from_on and to_on
--     (days of leaving, null = all), is_filled (null = both), n
with

viewed as (
    select village_code, officer,
    from wanting_scope($scope, $as_of, $skill)
),

rule as (
    select max(team_size) as team_size
    from programme_rules
    where fiscal_year = $fiscal_year
),

team as (
    select village_code, count(*) as n_active,
    from sages
    where registered_on <= $as_of and (left_on is null or left_on > $as_of)
    group by village_code
),

place_left as (
    select
        *,
        coalesce(replaced_on <= $as_of, false) as is_place_filled,
        case when replaced_on <= $as_of then replaced_on else $as_of end - left_on as days_empty,
    from sage_departure
    where left_on between make_date($fiscal_year - 544, 10, 1) and $as_of
)

select
    village_code,
    officer,
    full_name,
    role,
    expertise,
    left_on,
    case when replaced_on <= $as_of or found_on <= $as_of then successor end as successor,
    case when replaced_on <= $as_of then replaced_on end as replaced_on,
    is_place_filled as is_filled,
    days_empty,
    coalesce(n_active, 0) as n_active,
    team_size,
    count(*) over () as n_all,
from place_left
join viewed using (village_code)
cross join rule
left join team using (village_code)
where
    ($is_filled::boolean is null or is_place_filled = $is_filled::boolean)
    and ($from_on::date is null or left_on >= $from_on::date)
    and ($to_on::date is null or left_on <= $to_on::date)
order by is_place_filled, coalesce(n_active, 0) >= team_size, left_on, village_code, full_name
limit $n
