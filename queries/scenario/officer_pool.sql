-- purpose: the officers of the districts of a view, also those without a village
-- grain: one row per district and officer of the register, with the code of the subdistrict in their charge ('' = not
--     said, or no place of that name in the district)
-- parameters: scope (Filters.params)
with

district as (
    select distinct left(village_code, 4) as district_code,
    from village_scope($scope)
)

select officers.district_code, trim(full_name) as officer, coalesce(min(place.code), '') as home_code,
from officers
join district using (district_code)
left join place
    on starts_with(place.code, officers.district_code)
    and length(place.code) = 6
    and place.name_th = trim(officers.home_subdistrict)
group by officers.district_code, trim(full_name)
order by officers.district_code, officer
