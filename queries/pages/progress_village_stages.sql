-- purpose: the day on which each village of a view reached each stage that it has on the as-of day
-- grain: one row per village, in code order; `reached` has one entry per stage held; at most n rows
-- parameters: fiscal_year, as_of, scope (Filters.params), n
with

viewed as (
    select village_code
    from village_scope($scope)
),

reached as (
    select village_code, list({'stage': stage::integer, 'on': from_on} order by stage) as reached,
    from village_stage
    semi join viewed using (village_code)
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
    group by village_code
),

standing as (
    select village_code, stage::integer as stage,
    from village_standing
    where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
)

select village_code, coalesce(standing.stage, 0) as stage, coalesce(reached.reached, []) as reached,
from viewed
left join reached using (village_code)
left join standing using (village_code)
order by village_code
limit $n
