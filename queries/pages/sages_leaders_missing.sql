-- purpose: villages without a trained leader (leaders_trained is not reached): who could go, since when known
-- grain: one row per village, those whose training of households comes first; at most n rows, n_all counts all of them
-- parameters: fiscal_year, as_of, scope (Filters.params), skill (villages that want it, null = all), n
with

viewed as materialized (
    select village_code, officer,
    from wanting_scope($scope, $as_of, $skill)
),

reached as (
    select village_code
    from village_stage
    semi join viewed using (village_code)
    where fiscal_year = $fiscal_year and stage = 2 and from_on <= $as_of and to_on > $as_of
),

leader as (
    select
        village_code,
        arg_min(full_name, (registered_on, surveyed_on, full_name)) filter (
            where left_on is null or left_on > $as_of
        ) as full_name,
        min(surveyed_on) filter (where left_on is null or left_on > $as_of) as known_since,
        max(left_on) filter (where left_on <= $as_of and trained_on <= $as_of) as trained_left_on,
    from sages
    semi join viewed using (village_code)
    where role = 'leader' and least(surveyed_on, registered_on, trained_on) <= $as_of
    group by village_code
),

training as (
    select place_code as village_code, min(planned_on) as next_on,
    from activities
    where
        activity = 'training_day'
        and place_code in (select village_code from viewed)
        and planned_on >= $as_of
        and (held_on is null or held_on > $as_of)
    group by place_code
)

select
    viewed.village_code,
    viewed.officer,
    full_name,
    known_since,
    trained_left_on,
    next_on,
    count(*) over () as n_all,
from viewed
anti join reached using (village_code)
left join leader using (village_code)
left join training using (village_code)
order by next_on nulls last, full_name is null, known_since nulls last, viewed.village_code
limit $n
