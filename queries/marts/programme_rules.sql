-- purpose: the programme's rules of each fiscal year that has villages or rules of its own, as the office set them
-- grain: one row per fiscal year
-- parameters: fiscal_years, team_sizes, households_per_village, households_per_trainer, training_days,
--     leaders_per_village, income_up_pct (lists of one length)
create or replace table programme_rules as
select
    unnest($fiscal_years)::integer as fiscal_year,
    unnest($team_sizes)::integer as team_size,
    unnest($households_per_village)::integer as households_per_village,
    unnest($households_per_trainer)::integer as households_per_trainer,
    unnest($training_days)::integer as training_days,
    unnest($leaders_per_village)::integer as leaders_per_village,
    unnest($income_up_pct)::integer as income_up_pct
