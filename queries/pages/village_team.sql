-- purpose: the sages of one village: who they are, whether they are trained and active, whom they replaced
-- grain: one row per sage known by the as-of day, those active first, leaders first; at most 60 rows
-- parameters: as_of, village_code
with

cared_for as (
    select trainer as full_name, count(*) as n_households,
    from households
    where village_code = $village_code and target and selected_on <= $as_of
    group by trainer
),

successor as (
    select replaces as full_name, min(full_name) as replaced_by,
    from sages
    where village_code = $village_code and replaces is not null and registered_on <= $as_of
    group by replaces
)

select
    full_name,
    role,
    expertise,
    phone,
    case when trained_on <= $as_of then trained_on end as trained_on,
    case when left_on <= $as_of then left_on end as left_on,
    registered_on <= $as_of as is_registered,
    coalesce(registered_on <= $as_of and (left_on is null or left_on > $as_of), false) as is_active,
    replaces,
    replaced_by,
    coalesce(n_households, 0) as n_households,
from sages
left join cared_for using (full_name)
left join successor using (full_name)
where
    village_code = $village_code
    and (surveyed_on <= $as_of or registered_on <= $as_of or (surveyed_on is null and registered_on is null))
order by is_active desc, role, registered_on nulls last, full_name
limit 60
