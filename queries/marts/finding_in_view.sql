-- purpose: the doubtful things of a view on a day
-- grain: a table macro: one row per finding in force; those of a fiscal year are of the view's year only
-- parameters: none
--     seen is the struct that village_scope takes, asked_on the day. A finding about a village is in the view with its
--     village, one about a district with any of its villages, one about rows whose village is stored in no year by its
--     place
create or replace macro finding_in_view(seen, asked_on) as table
with

viewed as (
    select fiscal_year, village_code, officer,
    from village_scope(seen)
),

in_force as (
    select *
    from quality_finding
    where from_on <= asked_on and to_on > asked_on
)

select code, register, place_code, entity_key, facts, from_on, officer,
from in_force
join viewed on
    viewed.village_code = in_force.place_code
    and coalesce(in_force.fiscal_year, viewed.fiscal_year) = viewed.fiscal_year
union all
select code, register, place_code, entity_key, facts, from_on, null,
from in_force
where code = 'district_silent' and place_code in (select left(village_code, 4) from viewed)
union all
select code, register, place_code, entity_key, facts, from_on, null,
from in_force
where
    code <> 'district_silent'
    and place_code not in (select village_code from village_year)
    and in_view(seen, place_code)
