-- purpose: the programme's rules with those of a scenario instead of the year's own
-- grain: one row per fiscal year, each with the rules that were given
-- parameters: team_size, households_per_village, households_per_trainer, training_days, leaders_per_village,
--     income_up_pct (fields of programme.Rules)
select
    fiscal_year,
    $team_size::integer as team_size,
    $households_per_village::integer as households_per_village,
    $households_per_trainer::integer as households_per_trainer,
    $training_days::integer as training_days,
    $leaders_per_village::integer as leaders_per_village,
    $income_up_pct::integer as income_up_pct,
from programme_rules
