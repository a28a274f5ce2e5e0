-- purpose: the stages of one village: since when each is held, or when it was lost
-- grain: one row per stage that was ever reached by the as-of day; `lost_on` only when it is not held any more
-- parameters: fiscal_year, as_of, village_code
select
    stage::integer as stage,
    max(from_on) filter (where to_on > $as_of) as reached_on,
    case when count(*) filter (where to_on > $as_of) = 0 then max(to_on) end as lost_on,
from village_stage
where fiscal_year = $fiscal_year and village_code = $village_code and from_on <= $as_of
group by stage
order by stage
