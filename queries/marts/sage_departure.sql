-- purpose: who left a team, who took the place, and when: the place is filled on the day on which a sage who `replaces`
--     the one who left is registered, or on the day of leaving when that was before
-- grain: one row per sage who was active and left; successor, found_on and replaced_on are missing until there is one
-- parameters: none
create or replace table sage_departure as
with

gone as (
    select village_code, full_name, role, expertise, left_on,
    from sages
    semi join village_year using (village_code)
    where registered_on is not null and left_on > registered_on
),

-- who was never active after the other had gone took no place
follower as (
    select
        gone.village_code,
        gone.full_name,
        sages.full_name as successor,
        sages.surveyed_on as found_on,
        greatest(sages.registered_on, gone.left_on) as replaced_on,
    from gone
    join sages on sages.village_code = gone.village_code and sages.replaces = gone.full_name
    where
        sages.full_name <> gone.full_name
        and (
            sages.left_on is null
            or (sages.registered_on is not null and sages.left_on > greatest(sages.registered_on, gone.left_on))
        )
    qualify row_number() over (
        partition by gone.village_code, gone.full_name
        order by replaced_on nulls last, found_on nulls last, successor
    ) = 1
)

select
    village_code,
    full_name,
    role,
    expertise,
    successor,
    left_on,
    found_on,
    replaced_on,
from gone
left join follower using (village_code, full_name)
order by village_code, left_on, full_name
