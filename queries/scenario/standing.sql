-- purpose: where the villages of a view stand: the closest of some codes above each, and the groups that hold it
-- grain: one row per village of the view below any of the codes
-- parameters: around (Filters.params: a scope), known (codes of areas, '' = the nation)
--     it reads `grouped`, a step of the statement that it stands in (scenario/standing.py)
with

area as (
    select unnest($known::varchar[]) as code,
),

village as (
    select
        village_code,
        left(village_code, (select max(length(code)) from area)) as place,
        coalesce(groups, 0) as groups,
    from village_scope($around)
    left join grouped using (village_code)
),

-- of the codes above a place the longest is the greatest
above as (
    select place, max(code) as code,
    from (
        select distinct place,
        from village
    )
    cross join (
        select distinct length(code) as digits,
        from area
    )
    join area on code = left(place, digits)
    group by place
)

select village_code, code, groups,
from village
join above using (place)
