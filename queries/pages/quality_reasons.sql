-- purpose: why villages of a view fail a dimension of data quality
-- grain: one row per reason, the one in most villages first; a village counts with each of its reasons
-- parameters: scope (Filters.params), as_of, dimension
select
    reason,
    count(*)::integer as n_villages,
    sum(n_flaws)::integer as n_flaws,
from village_check($scope, $as_of::date)
where dimension = $dimension and n_flaws > 0
group by reason
order by n_villages desc, reason
