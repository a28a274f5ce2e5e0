-- purpose: what the occupation of the programme itself earned, where the latest follow-up of a paired household says it
-- grain: one row per type of occupation ('' = not said) with a pair, and one for all of them (occupation_type null)
-- parameters: as_of, scope (Filters.params), occupation (type or null = all)
with

pair as (
    select
        coalesce(occupation_type, '') as occupation_type,
        latest_baht::double as income,
        occupation_income_baht as earned,
    from household_outcome
    semi join village_scope($scope) using (village_code)
    where
        from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation)
)

select
    occupation_type,
    count(*)::integer as n_pairs,
    count(earned)::integer as n_said,
    count(*) filter (earned > 0)::integer as n_earning,
    median(earned) as median_baht,
    median(100 * earned / income) filter (income > 0) as median_share_pct,
    sum(earned) as earned_baht,
    sum(income) filter (earned is not null) as income_baht,
    -- more from the occupation than the household has in all: a slip in one of the two
    count(*) filter (earned > income)::integer as n_more_than_all,
from pair
group by grouping sets ((), (occupation_type))
order by occupation_type
