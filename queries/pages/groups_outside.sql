-- purpose: groups that count nowhere, because their village is in no register of target villages of any year
-- grain: one row per village code that is in none, with its groups founded by the as-of day
-- parameters: as_of
select village_code, count(*)::integer as n_groups,
from group_at($as_of)
anti join villages using (village_code)
group by village_code
order by village_code
