-- purpose: the occupations that target households want against what the active sages of the same village know
-- grain: one row per occupation that a household wants or a sage knows, the most wanted first; the key '' counts those
--     whose register does not say; at most n rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), n
--     of the n_villages that want it n_exact have a sage who knows it, n_kin one of the same type only, n_lack neither
select
    key,
    any_value(label) as label,
    any_value(type) as type,
    sum(n_households)::integer as n_households,
    count(*) filter (where n_households > 0) as n_villages,
    count(*) filter (where n_households > 0 and n_sages > 0) as n_exact,
    count(*) filter (where n_households > 0 and n_sages = 0 and has_kin) as n_kin,
    count(*) filter (where n_households > 0 and n_sages = 0 and not has_kin) as n_lack,
    sum(n_sages)::integer as n_sages,
    count(*) over () as n_all,
from skill_match($scope, $as_of)
group by key
order by key = '', n_households desc, n_sages desc, key
limit $n
