-- purpose: who followed up which household of one village, and what was found
-- grain: one row per visit or call, the latest first; at most n rows, n_all counts all of them
-- parameters: as_of, village_code, house_no (null: of all households), n
select
    visited_on,
    house_no,
    visitor,
    visitor_role,
    coalesce(by_phone, false) as by_phone,
    finding,
    problem,
    count(*) over () as n_all,
from visits
where
    village_code = $village_code
    and visited_on <= $as_of
    and ($house_no is null or house_no = $house_no)
order by visited_on desc, problem is null, house_no
limit $n
