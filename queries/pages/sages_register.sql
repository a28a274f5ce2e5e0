-- purpose: the sages of a view with where each stands: surveyed, registered, trained, ready, left
-- grain: one row per sage known by the as-of day (or without any day), in the order of places and names; rows skip + 1 to
--     skip + n of n_all
-- parameters: as_of, scope (Filters.params), typed (part of an expertise, a village's name or, with by_name, a sage's;
--     '' = all), by_name, role and status (null = all), skill (who knows it, null = all), skip, n
with

viewed as (
    select village_code, village_name, officer,
    from village_scope($scope)
),

standing as (
    select
        sages.* exclude (surveyed_on, registered_on, trained_on, left_on, first_batch_id, batch_id),
        village_name,
        officer,
        case when surveyed_on <= $as_of then surveyed_on end as surveyed_on,
        case when registered_on <= $as_of then registered_on end as registered_on,
        case when trained_on <= $as_of then trained_on end as trained_on,
        case when left_on <= $as_of then left_on end as left_on,
        sage_status(sages.surveyed_on, sages.registered_on, sages.trained_on, sages.left_on, $as_of) as status,
    from sages
    join viewed using (village_code)
    where
        least(surveyed_on, registered_on, trained_on, left_on) <= $as_of
        or coalesce(surveyed_on, registered_on, trained_on, left_on) is null
)

select
    standing.village_code,
    officer,
    full_name,
    role,
    expertise,
    phone,
    training_centre,
    batch,
    status,
    replaces,
    surveyed_on,
    registered_on,
    trained_on,
    left_on,
    count(*) over () as n_all,
from standing
left join place on place.code = standing.village_code
where
    ($role::varchar is null or role = $role::varchar)
    and ($status::varchar is null or status = $status::varchar)
    and ($skill::varchar is null or list_contains(occupation_keys(expertise), $skill::varchar))
    and (
        trim($typed) = ''
        or contains(lower(expertise), lower(trim($typed)))
        or contains(lower(village_name), lower(trim($typed)))
        or ($by_name and contains(lower(full_name), lower(trim($typed))))
    )
order by left(standing.village_code, 6), place.sort_rank nulls last, standing.village_code, role, full_name
limit $n offset $skip
