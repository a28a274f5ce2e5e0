-- purpose: households of a view with an income that was measured after the as-of day, and so does not count yet
-- grain: one row
-- parameters: as_of, scope (Filters.params), occupation (type or null = all)
select count(distinct (village_code, house_no))::integer as n_households, min(measured_on) as first_on,
from incomes
semi join (
    select village_code, house_no,
    from households
    semi join village_scope($scope) using (village_code)
    where target and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
) as seen using (village_code, house_no)
where measured_on > $as_of
