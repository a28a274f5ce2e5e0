-- purpose: the sources of published figures that were imported as context, as their rows name them
-- grain: one row per source, the largest first
-- parameters: n (most sources)
select
    coalesce(source, '') as source,
    count(*) as n_rows,
    min(year) as first_year,
    max(year) as last_year,
    count(*) over () as n_all,
from context
group by coalesce(source, '')
order by n_rows desc, source
limit $n
