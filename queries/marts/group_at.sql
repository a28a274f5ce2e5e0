-- purpose: the groups as they stand on a day and what each still lacks for OTOP; the one place of the rule that makes a
--     group ready: not registered, founded 60 days before or earlier, 5 members or more
-- grain: a table macro: one row per group founded by the day, also in villages that are no target villages
-- parameters: none
--     on_day is the day; what the register says of an OTOP registration after it has not happened.
--     days_to_go and members_to_go are what the rule still asks for (0 = met; null = the register does not say);
--     occupation_type is '' where the register does not say
create or replace macro group_at(on_day) as table
with

founded as (
    select
        *,
        coalesce(otop_registered_on <= on_day::date, false) as is_registered,
        coalesce(otop_registered_on > on_day::date, false) as is_later,
        greatest(60 - (on_day::date - founded_on), 0)::integer as days_to_go,
        case when members is not null then greatest(ceil(5 - members), 0)::integer end as members_to_go,
    from groups
    where founded_on <= on_day::date
)

select
    village_code,
    name,
    coalesce(occupation_type, '') as occupation_type,
    members,
    founded_on,
    is_registered,
    case when is_registered then otop_registered_on end as registered_on,
    case when is_registered then otop_number end as otop_number,
    case when not is_later then otop_category end as otop_category,
    case when not is_later then producer_type end as producer_type,
    case when is_registered then stars end as stars,
    days_to_go,
    members_to_go,
    not is_registered and days_to_go = 0 and coalesce(members_to_go = 0, false) as is_ready,
from founded
