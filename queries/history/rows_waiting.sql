-- purpose: how many refused rows wait to be corrected
-- grain: one row per register that has any
-- parameters: none
select
    register,
    count(*) as n_waiting,
from refused_open
group by register
order by register
