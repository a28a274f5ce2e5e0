-- purpose: how many villages have how many of what a rule asks for: active sages, trained leaders, training days held
-- grain: one row per area, rule (team_size, leaders_per_village, training_days) and number above 0 that villages have
-- parameters: as_of, scope (Filters.params), digits (of the area's code: 0, 2, 4, 6, 8), villages (codes of
--     scenario/village_codes, or null = all of the scope by area), labels (what stands for the area's code of each)
with

scope as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
    where $villages::varchar[] is null
    union all
    select unnest($villages::varchar[]), unnest($labels::varchar[]),
),

counted as (
    select village_code, 'team_size' as rule, count(*) as n,
    from sages
    where registered_on <= $as_of and (left_on is null or left_on > greatest($as_of, registered_on))
    group by village_code
    union all
    select village_code, 'leaders_per_village', count(*),
    from sages
    where role = 'leader' and trained_on <= $as_of and (left_on is null or left_on > greatest($as_of, trained_on))
    group by village_code
    union all
    select place_code, 'training_days', count(distinct coalesce(day_no, 1)),
    from activities
    where activity = 'training_day' and held_on <= $as_of
    group by place_code
)

select area_code, rule, n::integer as n, count(*)::integer as n_villages,
from counted
join scope using (village_code)
group by area_code, rule, n
order by area_code
