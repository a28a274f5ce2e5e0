-- purpose: the paired households of one village: income before and after, as income_growth counts them
-- grain: one row per paired household, the largest change first; at most 300 rows
-- parameters: as_of, village_code
select
    house_no,
    baseline_baht::double as baseline_baht,
    latest_baht::double as latest_baht,
    latest_on,
from household_outcome
where village_code = $village_code and from_on <= $as_of and to_on > $as_of
order by latest_baht - baseline_baht desc, house_no
limit 300
