-- purpose: villages with fewer or more target households than the programme's rule, or with some selected after the
--     village's training began
-- grain: one row per such village, the furthest from the rule first; at most n rows; n_all counts all, n_fewer, n_more
--     and n_late those of each kind, n_villages the villages of the view; of all occupations
-- parameters: fiscal_year, as_of, scope (Filters.params), n
with

training_began as (
    select place_code as village_code, min(held_on) as began_on,
    from activities
    where activity = 'training_day' and held_on <= $as_of
    group by place_code
),

selected as (
    select
        village_code,
        count(*) as n_selected,
        count(*) filter (where selected_on > began_on) as n_late,
        min(began_on) as training_on,
    from household_scope($scope, $as_of, null) as household
    left join training_began using (village_code)
    where household.is_target
    group by village_code
),

judged as (
    select
        village_code,
        officer,
        coalesce(n_selected, 0)::integer as n_selected,
        coalesce(n_late, 0)::integer as n_late,
        training_on,
        households_per_village as n_rule,
        count(*) over () as n_villages,
    from village_scope($scope) as viewed
    join programme_rules on programme_rules.fiscal_year = $fiscal_year
    left join selected using (village_code)
)

select
    *,
    count(*) over () as n_all,
    count(*) filter (where n_selected < n_rule) over () as n_fewer,
    count(*) filter (where n_selected > n_rule) over () as n_more,
    count(*) filter (where n_late > 0) over () as n_with_late,
from judged
where n_selected <> n_rule or n_late > 0
order by abs(n_selected - n_rule) desc, n_late desc, village_code
limit $n
