-- purpose: the programme's rules that a fiscal year is counted by
-- grain: one row; none for a year without villages and without rules of its own
-- parameters: fiscal_year
select
    team_size,
    households_per_village,
    households_per_trainer,
    training_days,
    leaders_per_village,
    income_up_pct,
from programme_rules
where fiscal_year = $fiscal_year
