-- purpose: how many groups each choice in the register of groups leaves, under the other choices that go with it
-- grain: one row per facet and value that has any ('' = the register does not say): state (registered, ready, waiting)
--     of all groups that were found; category, producer and stars of the registered ones, each under the other two
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), typed ('' = all),
--     category, producer, stars (a value or null = all)
with

viewed as (
    select village_code, village_name,
    from village_scope($scope)
),

found as (
    select
        case when is_registered then 'registered' when is_ready then 'ready' else 'waiting' end as state,
        coalesce(otop_category, '') as category,
        coalesce(producer_type, '') as producer,
        coalesce(stars::varchar, '') as stars,
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
),

registered as (
    select
        category,
        producer,
        stars,
        $category::varchar is null or category = $category as by_category,
        $producer::varchar is null or producer = $producer as by_producer,
        $stars::varchar is null or stars = $stars as by_stars,
    from found
    where state = 'registered'
)

select 'state' as facet, state as value, count(*)::integer as n,
from found
group by state
union all
select 'category', category, count(*)::integer,
from registered
where by_producer and by_stars
group by category
union all
select 'producer', producer, count(*)::integer,
from registered
where by_category and by_stars
group by producer
union all
select 'stars', stars, count(*)::integer,
from registered
where by_category and by_producer
group by stars
order by facet, value
