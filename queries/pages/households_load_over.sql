-- purpose: active sages who look after more target households than the programme's rule
-- grain: one row per village and sage, the most households first; at most n rows, n_all counts all; of all occupations
-- parameters: fiscal_year, as_of, scope (Filters.params), n
with

cared_for as (
    select village_code, any_value(officer) as officer, trainer, count(*)::integer as n_households,
    from household_scope($scope, $as_of, null)
    where is_target and trainer is not null
    group by village_code, trainer
)

select
    cared_for.village_code,
    officer,
    trainer,
    left(md5(trainer), 8) as trainer_mark,
    role,
    phone,
    n_households,
    households_per_trainer as n_rule,
    count(*) over () as n_all,
from cared_for
join programme_rules on programme_rules.fiscal_year = $fiscal_year
join sages on sages.village_code = cared_for.village_code and sages.full_name = cared_for.trainer
where
    n_households > households_per_trainer
    and registered_on <= $as_of
    and (left_on is null or left_on > $as_of)
order by n_households desc, cared_for.village_code, trainer
limit $n
