-- purpose: the villages of a view with the officer who looks after each and the work that waits there
-- grain: one row per village; officer '' = none named; households are target households selected by the day, visits
--     those overdue on the day
-- parameters: as_of, scope (Filters.params)
with

scope as (
    select village_code, village_name, coalesce(trim(officer), '') as officer,
    from village_scope($scope)
),

selected as (
    select village_code, count(*) as n,
    from households
    where target and selected_on <= $as_of
    group by village_code
),

due as (
    select village_code, count(*) as n,
    from visit_gap
    where overdue_from <= $as_of and overdue_to > $as_of
    group by village_code
)

select
    scope.village_code,
    scope.village_name,
    scope.officer,
    coalesce(selected.n, 0)::integer as households,
    coalesce(due.n, 0)::integer as visits,
    latitude,
    longitude,
from scope
join village_year using (village_code)
left join selected using (village_code)
left join due using (village_code)
where village_year.fiscal_year = struct_extract($scope, 'fiscal_year')::integer
order by scope.village_code
