-- purpose: how many days each step on the way to OTOP took, or has been waited for: from the complete training of a
--     village to its first group (founding), from the founding of a group to its registration (registering)
-- grain: one row per step, kind (area: of the view's type of occupation; type: each type by itself), key (area code or
--     type), state (done; waiting at the as-of day; before: the second day comes first) and days; days is null when
--     before
-- parameters: fiscal_year, as_of, scope (Filters.params), occupation (type or null = all), digits (of the areas)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_scope($scope)
),

trained as (
    select village_code, min(from_on) as trained_on,
    from village_stage
    semi join viewed using (village_code)
    where fiscal_year = $fiscal_year and stage = 7 and from_on <= $as_of and to_on > $as_of
    group by village_code
),

founded as (
    select village_code, area_code, occupation_type, founded_on, registered_on,
    from group_at($as_of)
    join viewed using (village_code)
),

-- a type of occupation is waited for only where households were trained in it, or a group has it
village_type as (
    select village_code, coalesce(occupation_type, '') as occupation_type,
    from households
    semi join viewed using (village_code)
    where trained_on <= $as_of
    union
    select village_code, occupation_type,
    from founded
),

first_of_type as (
    select village_code, occupation_type, min(founded_on) as founded_on,
    from village_type
    left join founded using (village_code, occupation_type)
    group by village_code, occupation_type
),

first_of_view as (
    select village_code, min(founded_on) as founded_on,
    from first_of_type
    where $occupation::varchar is null or occupation_type = $occupation
    group by village_code
),

-- a village without any trained household or group still waits for its first group when no type is asked for
wait as (
    select 'founding' as step, 'area' as kind, area_code as key, trained_on as from_on, first_of_view.founded_on as to_on,
    from viewed
    join trained using (village_code)
    left join first_of_view using (village_code)
    where $occupation::varchar is null or first_of_view.village_code is not null
    union all
    select 'founding', 'type', occupation_type, trained_on, first_of_type.founded_on,
    from trained
    join first_of_type using (village_code)
    union all
    select 'registering', 'area', area_code, founded_on, registered_on,
    from founded
    where $occupation::varchar is null or occupation_type = $occupation
    union all
    select 'registering', 'type', occupation_type, founded_on, registered_on,
    from founded
),

judged as (
    select
        step,
        kind,
        key,
        case when to_on is null then 'waiting' when to_on < from_on then 'before' else 'done' end as state,
        coalesce(to_on, $as_of::date) - from_on as days,
    from wait
)

select step, kind, key, state, case when state <> 'before' then days end::integer as days, count(*)::integer as n,
from judged
group by all
order by all
