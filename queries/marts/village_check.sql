-- purpose: what of a village is looked at for the four dimensions of data quality, and what is wrong with it
-- grain: a table macro: one row per target village of the view, dimension that can be judged on the day, and reason;
--     reason is the piece, 'silent', the warning's code or 'refused' ('' = the village was looked at), n_flaws how many
--     rows or cells it is about (0 = nothing is wrong), since_on the day since when (null when there is none)
--     completeness: every piece that is due (see village_completeness)
--     timeliness: nothing new in the 30 days before; from 30 days into the year until all stages are reached
--     consistency: the warnings that compare rows of registers
--     correctness: the values that are doubtful, and the refused rows that are still open
-- parameters: none
--     seen is the struct that village_scope takes, asked_on the day
create or replace macro village_check(seen, asked_on) as table
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
    select
        viewed.village_code,
        if(code in ('baseline_zero', 'income_jump'), 'correctness', 'consistency') as dimension,
        code,
        nullif(quality_finding.from_on, date '0001-01-01') as from_on,
    from quality_finding
    join viewed on
        viewed.village_code = quality_finding.place_code
        and coalesce(quality_finding.fiscal_year, viewed.fiscal_year) = viewed.fiscal_year
    where
        quality_finding.from_on <= asked_on
        and quality_finding.to_on > asked_on
        and code in (
            'households_over_20', 'team_over_5', 'trainer_over_4', 'phone_shared', 'no_sages', 'baseline_zero',
            'income_jump'
        )
)

select village_code, 'completeness' as dimension, piece as reason, n_missing as n_flaws, null::date as since_on,
from village_completeness(seen, asked_on)
union all
select village_code, 'timeliness', 'silent', coalesce(newest_on <= asked_on - 30, true)::integer, newest_on,
from viewed
left join newest using (village_code)
anti join finished using (village_code)
where asked_on >= make_date(fiscal_year - 544, 10, 1) + 30
union all
select village_code, unnest(['consistency', 'correctness']), '', 0, null,
from viewed
union all
select village_code, dimension, code, count(*)::integer, min(from_on),
from finding
group by village_code, dimension, code
union all
select place_code, 'correctness', 'refused', count(*)::integer, min(stored_at)::date,
from refused_open
semi join viewed on viewed.village_code = refused_open.place_code
group by place_code
