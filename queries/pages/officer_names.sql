-- purpose: the names that the keys of officers in an address stand for (persons.name_key)
-- grain: one row per key that is known: of an officer of a village or of the register of officers
-- parameters: keys
with

named as (
    select officer,
    from village_year
    where officer is not null
    union
    select trim(full_name),
    from officers
)

select '~' || left(sha256(officer), 10) as key, min(officer) as officer,
from named
where list_contains($keys::varchar[], '~' || left(sha256(officer), 10))
group by key
