-- purpose: the register of groups as chosen, a page of it
-- grain: one row per group founded by the as-of day that fits every choice; n rows from `skip` on, n_all counts all
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), typed ('' = all),
--     state (registered, ready, waiting), category, producer, stars (a value, '' = not said, or null = all),
--     sort (name, village, members, founded, registered, stars), skip, n
with

viewed as (
    select village_code, village_name, officer,
    from village_scope($scope)
),

found as (
    select
        *,
        case when is_registered then 'registered' when is_ready then 'ready' else 'waiting' end as state,
    from group_at($as_of)
    join viewed using (village_code)
    where
        ($occupation::varchar is null or occupation_type = $occupation)
        and (
            trim($typed) = ''
            or contains(lower(name), lower(trim($typed)))
            or contains(village_name, trim($typed))
            or contains(otop_number, trim($typed))
        )
)

select
    village_code,
    officer,
    name,
    occupation_type,
    members,
    founded_on,
    state,
    registered_on,
    otop_number,
    otop_category,
    producer_type,
    stars,
    days_to_go,
    members_to_go,
    (count(*) over ())::integer as n_all,
from found
left join place on place.code = found.village_code
where
    ($state::varchar is null or state = $state)
    and ($category::varchar is null or (is_registered and coalesce(otop_category, '') = $category))
    and ($producer::varchar is null or (is_registered and coalesce(producer_type, '') = $producer))
    and ($stars::varchar is null or (is_registered and coalesce(stars::varchar, '') = $stars))
order by
    case $sort when 'members' then -members when 'stars' then -stars when 'village' then place.sort_rank end nulls last,
    case $sort when 'registered' then registered_on when 'founded' then founded_on end desc nulls last,
    icu_sort_key(name, 'th'),
    village_code
limit $n
offset $skip
