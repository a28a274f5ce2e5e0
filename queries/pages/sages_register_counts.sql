-- purpose: the sages of a view counted by role and by where each stands: surveyed, registered, trained, ready, left
-- grain: one row per role and status that anybody known by the as-of day has
-- parameters: as_of, scope (Filters.params), typed (part of an expertise, a village's name or, with by_name, a sage's;
--     '' = all), by_name, skill (who knows it, null = all)
with

viewed as (
    select village_code, village_name,
    from village_scope($scope)
),

standing as (
    select
        role,
        sage_status(surveyed_on, registered_on, trained_on, left_on, $as_of) as status,
    from sages
    join viewed using (village_code)
    where
        (
            least(surveyed_on, registered_on, trained_on, left_on) <= $as_of
            or coalesce(surveyed_on, registered_on, trained_on, left_on) is null
        )
        and ($skill::varchar is null or list_contains(occupation_keys(expertise), $skill::varchar))
        and (
            trim($typed) = ''
            or contains(lower(expertise), lower(trim($typed)))
            or contains(lower(village_name), lower(trim($typed)))
            or ($by_name and contains(lower(full_name), lower(trim($typed))))
        )
)

select role, status, count(*) as n_sages,
from standing
group by role, status
order by role, status
