-- purpose: villages_income_up, villages whose own income growth is at least 3 %, of those with a paired household
-- grain: one row per fiscal year, village and day on which numerator or denominator changes
-- parameters: none
with

changes as (
    select village_code, from_on as on_day, 1 as n_pairs, latest_baht - baseline_baht as growth_baht, baseline_baht,
    from household_outcome
    union all
    select village_code, to_on, -1, baseline_baht - latest_baht, -baseline_baht,
    from household_outcome
    where to_on < date '9999-12-31'
),

daily as (
    select
        village_code,
        on_day,
        sum(n_pairs) as n_pairs,
        sum(growth_baht) as growth_baht,
        sum(baseline_baht) as baseline_baht,
    from changes
    group by village_code, on_day
),

running as (
    select
        village_code,
        on_day,
        sum(n_pairs) over so_far as n_pairs,
        sum(growth_baht) over so_far as growth_baht,
        sum(baseline_baht) over so_far as baseline_baht,
    from daily
    window so_far as (partition by village_code order by on_day)
),

judged as (
    select
        village_code,
        on_day,
        (n_pairs > 0 and growth_baht * 100 >= baseline_baht * 3)::integer as is_up,
        (n_pairs > 0)::integer as has_pair,
    from running
)

select
    fiscal_year,
    'villages_income_up' as measure,
    village_code,
    on_day,
    is_up - lag(is_up, 1, 0) over before as numerator,
    has_pair - lag(has_pair, 1, 0) over before as denominator,
from judged
join village_year using (village_code)
window before as (partition by fiscal_year, village_code order by on_day)
