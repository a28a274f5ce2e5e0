-- purpose: when each of the eleven stages of a village is reached; a stage can be lost and reached again
-- grain: one row per fiscal year, village, stage and period [from_on, to_on); an open period ends on 9999-12-31
-- parameters: none
create or replace table village_stage as
with

stage_measure (stage, measure) as (
    values
        (1, 'sages_surveyed'),
        (2, 'leaders_trained'),
        (3, 'teams_complete'),
        (4, 'households_selected'),
        (5, 'assemblies_held'),
        (6, 'materials_accepted'),
        (7, 'training_complete'),
        (8, 'households_visited'),
        (9, 'income_growth'),
        (10, 'villages_with_group'),
        (11, 'otop_registered')
),

running as (
    select
        fiscal_year,
        village_code,
        stage,
        on_day,
        sum(numerator) over so_far as numerator,
        sum(denominator) over so_far as denominator,
    from measure_change
    join stage_measure using (measure)
    -- what only adds to the denominator turns no stage that is judged by its numerator alone
    where numerator <> 0 or stage in (8, 9)
    window so_far as (partition by fiscal_year, village_code, stage order by on_day)
),

judged as (
    select
        fiscal_year,
        village_code,
        stage,
        on_day,
        case stage
            when 4 then numerator >= households_per_village
            when 8 then denominator >= 1 and numerator = denominator
            when 9 then denominator > 0 and numerator * 100 >= denominator * income_up_pct
            else numerator >= 1
        end as is_reached,
    from running
    join programme_rules using (fiscal_year)
),

turns as (
    select fiscal_year, village_code, stage, on_day, is_reached,
    from judged
    qualify is_reached <> lag(is_reached, 1, false) over (
        partition by fiscal_year, village_code, stage order by on_day
    )
),

periods as (
    select
        fiscal_year,
        village_code,
        stage,
        is_reached,
        on_day as from_on,
        lead(on_day, 1, date '9999-12-31') over (
            partition by fiscal_year, village_code, stage order by on_day
        ) as to_on,
    from turns
)

select fiscal_year, village_code, stage::utinyint as stage, from_on, to_on,
from periods
where is_reached
order by fiscal_year, village_code, stage, from_on
