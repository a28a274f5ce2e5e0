-- purpose: the names of villages by their codes
-- grain: one row per stored village among the codes
-- parameters: codes
select code, name_th,
from place
where level = 'village' and list_contains($codes, code)
order by code
