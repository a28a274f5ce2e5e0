-- purpose: the four dimensions of data quality by village: what is good of what is looked at
-- grain: a table macro: one row per target village of the view and dimension that can be judged on the day
--     completeness: pieces that are complete, of the pieces due (see village_completeness)
--     timeliness: 1 of 1 with anything new in the 30 days before; from 30 days into the year until all stages are reached
--     consistency: 1 of 1 without a warning that compares rows of registers
--     correctness: 1 of 1 without a refused row that is still open and without a value that is doubtful
-- parameters: none
--     seen is the struct that village_scope takes, asked_on the day
create or replace macro village_quality(seen, asked_on) as table
with

viewed as (
    select fiscal_year, village_code,
    from village_scope(seen)
),

newest as (
    select place_code as village_code, max(on_day) as newest_on,
    from register_day
    semi join viewed on viewed.village_code = register_day.place_code
    where on_day <= asked_on
    group by place_code
),

finished as (
    select village_code,
    from village_standing
    semi join viewed using (fiscal_year, village_code)
    where stage = 11 and from_on <= asked_on and to_on > asked_on
),

finding as (
    select place_code as village_code, fiscal_year, code,
    from quality_finding
    where from_on <= asked_on and to_on > asked_on
),

inconsistent as (
    select village_code,
    from viewed
    semi join finding on
        finding.village_code = viewed.village_code
        and coalesce(finding.fiscal_year, viewed.fiscal_year) = viewed.fiscal_year
        and code in ('households_over_20', 'team_over_5', 'trainer_over_4', 'phone_shared', 'no_sages')
),

incorrect as (
    select village_code from finding where code in ('baseline_zero', 'income_jump')
    union
    select place_code from refused_open
)

select village_code, 'completeness' as dimension, count(*) filter (n_missing = 0) as numerator, count(*) as denominator,
from village_completeness(seen, asked_on)
group by village_code
union all
select
    village_code,
    'timeliness',
    coalesce(newest_on > asked_on - 30, false)::integer,
    1,
from viewed
left join newest using (village_code)
anti join finished using (village_code)
where asked_on >= make_date(fiscal_year - 544, 10, 1) + 30
union all
select village_code, 'consistency', (village_code not in (from inconsistent))::integer, 1,
from viewed
union all
select village_code, 'correctness', (village_code not in (from incorrect))::integer, 1,
from viewed
