-- purpose: what the target households of a view want to learn against what the active sages of the same village know:
--     the one place where the two are matched (the same of occupation_keys, or only the same type of occupation_kind)
-- grain: a table macro: one row per village of the view and occupation that a household of it wants or a sage of it
--     knows; the key '' stands for those whose register does not say
-- parameters: none
--     seen is a struct (Filters.params), day the as-of day
create or replace macro skill_match(seen, day) as table
with

viewed as (
    select village_code, officer,
    from village_scope(seen)
),

wanted as (
    select village_code, occupation_wanted as words, count(*) as n,
    from households
    join viewed using (village_code)
    where target and selected_on <= day
    group by village_code, occupation_wanted
),

known as (
    select village_code, expertise as words, count(*) as n,
    from sages
    join viewed using (village_code)
    where registered_on <= day and (left_on is null or left_on > day)
    group by village_code, expertise
),

spelling as (
    select words, unnest(case when len(occupation_keys(words)) = 0 then [''] else occupation_keys(words) end) as key,
    from (select words from wanted union select words from known)
),

met as (
    select village_code, key, sum(n_households)::integer as n_households, sum(n_sages)::integer as n_sages,
    from (
        select village_code, words, n as n_households, 0 as n_sages, from wanted
        union all
        select village_code, words, 0, n, from known
    ) as told
    join spelling on spelling.words is not distinct from told.words
    group by village_code, key
),

typed as (
    select met.*, label, type,
    from met
    left join occupation_kind using (key)
)

select
    village_code,
    officer,
    key,
    label,
    type,
    n_households,
    n_sages,
    -- somebody in the village knows another occupation of the type
    type is not null and sum(n_sages) over (partition by village_code, type) > n_sages as has_kin,
from typed
join viewed using (village_code)
