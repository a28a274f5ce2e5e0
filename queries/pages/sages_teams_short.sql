-- purpose: villages whose team is short of the rule: by how many, who left and whether the place is filled, and the
--     next day of the training that the team is needed for
-- grain: one row per village, the nearest training day first (tier 0 to come, 1 late, 2 not planned, 3 all held), then
--     the most missing; at most n rows, n_all counts all of them
-- parameters: fiscal_year, as_of, scope (Filters.params), size (members a team has, null = all that are short),
--     skill (villages that want it, null = all), after_leaving (only where someone left in the fiscal year), n
with

viewed as materialized (
    select village_code, officer,
    from wanting_scope($scope, $as_of, $skill)
),

rule as (
    select max(team_size) as team_size, max(training_days) as training_days,
    from programme_rules
    where fiscal_year = $fiscal_year
),

team as (
    select
        village_code,
        count(*) filter (where registered_on <= $as_of and (left_on is null or left_on > $as_of)) as n_active,
        count(*) filter (
            where surveyed_on <= $as_of and not coalesce(registered_on <= $as_of or left_on <= $as_of, false)
        ) as n_waiting,
        count(*) filter (where left_on between make_date($fiscal_year - 544, 10, 1) and $as_of) as n_left,
    from sages
    semi join viewed using (village_code)
    group by village_code
),

-- the day on which a team that was whole became short
lost as (
    select village_code, max(to_on) as short_since,
    from village_stage
    semi join viewed using (village_code)
    where fiscal_year = $fiscal_year and stage = 3 and to_on <= $as_of
    group by village_code
),

gone as (
    select
        village_code,
        list(
            {
                'full_name': full_name,
                'left_on': left_on,
                'replaced_by': case when replaced_on <= $as_of or found_on <= $as_of then successor end,
                'is_filled': coalesce(replaced_on <= $as_of, false),
            }
            order by coalesce(replaced_on <= $as_of, false), left_on desc, full_name
        )[:3] as gone,
        count(*) as n_gone,
        count(*) filter (where replaced_on is null or replaced_on > $as_of) as n_empty,
    from sage_departure
    semi join viewed using (village_code)
    where left_on <= $as_of
    group by village_code
),

training as (
    select
        place_code as village_code,
        count(distinct coalesce(day_no, 1)) filter (where held_on <= $as_of) as n_held,
        min(planned_on) filter (where planned_on >= $as_of and (held_on is null or held_on > $as_of)) as next_on,
        min(planned_on) filter (where planned_on < $as_of and (held_on is null or held_on > $as_of)) as late_on,
    from activities
    where activity = 'training_day' and place_code in (select village_code from viewed)
    group by place_code
)

select
    viewed.village_code,
    viewed.officer,
    coalesce(n_active, 0) as n_active,
    team_size,
    team_size - coalesce(n_active, 0) as n_missing,
    coalesce(n_waiting, 0) as n_waiting,
    coalesce(gone.gone, []) as gone,
    coalesce(n_gone, 0) as n_gone,
    coalesce(n_empty, 0) as n_empty,
    short_since,
    next_on,
    late_on,
    case
        when coalesce(n_held, 0) >= training_days then 3
        when next_on is not null then 0
        when late_on is not null then 1
        else 2
    end as tier,
    count(*) over () as n_all,
from viewed
cross join rule
left join team using (village_code)
left join lost using (village_code)
left join gone using (village_code)
left join training using (village_code)
where
    coalesce(n_active, 0) < team_size
    and ($size::integer is null or coalesce(n_active, 0) = $size::integer)
    and (not $after_leaving::boolean or coalesce(n_left, 0) > 0)
order by
    tier,
    case when tier = 0 then next_on end,
    n_missing desc,
    short_since nulls last,
    viewed.village_code
limit $n
