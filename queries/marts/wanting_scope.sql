-- purpose: the villages of a view in which a target household wants an occupation
-- grain: a table macro: one row per village of village_scope, all of them when no occupation is asked for
-- parameters: none
--     seen is a struct (Filters.params), day the as-of day, skill one of occupation_keys or null
create or replace macro wanting_scope(seen, day, skill) as table
select village_code, village_name, officer,
from village_scope(seen)
where
    skill::varchar is null
    or village_code in (
        select village_code
        from households
        where
            skill::varchar is not null
            and target
            and selected_on <= day
            and occupation_wanted in (
                select occupation_wanted
                from (select distinct occupation_wanted from households where skill::varchar is not null)
                where list_contains(occupation_keys(occupation_wanted), skill::varchar)
            )
    )
