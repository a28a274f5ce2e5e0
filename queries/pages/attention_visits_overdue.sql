-- purpose: trained target households that nobody visited or phoned in the 30 days before
-- grain: one row per area that has any, the most first
-- parameters: fiscal_year, as_of, areas (null = all), without, digits (the code length of the areas)
with

viewed as (
    select village_code, left(village_code, $digits) as area_code,
    from village_year
    where
        fiscal_year = $fiscal_year
        and ($areas is null or list_bool_or(list_transform($areas, lambda a: starts_with(village_code, a))))
        and not coalesce(list_bool_or(list_transform($without, lambda a: starts_with(village_code, a))), false)
),

trained as (
    select village_code, house_no, trained_on,
    from households
    where
        target
        and selected_on <= $as_of
        and trained_on <= $as_of
        and (stopped_on is null or stopped_on > $as_of)
),

last_visit as (
    select village_code, house_no, max(visited_on) as visited_on,
    from visits
    where visited_on <= $as_of
    group by village_code, house_no
)

select area_code, count(*) as n,
from viewed
join trained using (village_code)
left join last_visit using (village_code, house_no)
where coalesce(greatest(visited_on, trained_on), trained_on) < $as_of - interval 30 days
group by area_code
order by n desc, area_code
