-- purpose: through the fiscal year: who left the teams, whose place was filled, how many places stood empty
-- grain: one row per month that began by the as-of day; those who left in the fiscal year count; n_empty is as of the
--     month's last day, or of the as-of day in the month of it
-- parameters: fiscal_year, as_of, scope (Filters.params), skill (villages that want it, null = all)
with

viewed as (
    select village_code
    from wanting_scope($scope, $as_of, $skill)
),

gone as (
    select left_on, case when replaced_on <= $as_of then replaced_on end as replaced_on,
    from sage_departure
    join viewed using (village_code)
    where left_on between make_date($fiscal_year - 544, 10, 1) and $as_of
),

month as (
    select begins_on::date as begins_on, least(last_day(begins_on::date), $as_of) as ends_on,
    from generate_series(
        make_date($fiscal_year - 544, 10, 1),
        least($as_of, make_date($fiscal_year - 543, 9, 30)),
        interval 1 month
    ) as series (begins_on)
)

select
    begins_on,
    ends_on,
    count(left_on) filter (where left_on between begins_on and ends_on) as n_left,
    count(left_on) filter (where replaced_on between begins_on and ends_on) as n_replaced,
    count(left_on) filter (
        where left_on <= ends_on and (replaced_on is null or replaced_on > ends_on)
    ) as n_empty,
from month
left join gone on true
group by begins_on, ends_on
order by begins_on
