-- purpose: what households wanted to learn against what they were trained in; the same when one of the occupations that
--     each text names is (occupation_keys)
-- grain: one row per occupation wanted among target households trained by the day for which both are said, the most
--     wanted first; at most n rows; n_all counts all of them, n_both and n_same households over all, n_trained those
--     trained, said or not
-- parameters: as_of, scope (Filters.params), n
with

trained as (
    select occupation_wanted, occupation,
    from household_scope($scope, $as_of, null)
    where is_target and trained_on is not null
),

counted as (
    select
        occupation_wanted,
        occupation,
        list_has_any(occupation_keys(occupation_wanted), occupation_keys(occupation)) as is_same,
        count(*) as n,
    from trained
    where occupation_wanted is not null and occupation is not null
    group by occupation_wanted, occupation
),

wanted as (
    select
        occupation_wanted,
        sum(n)::integer as n_wanted,
        coalesce(sum(n) filter (where is_same), 0)::integer as n_got,
        arg_max(occupation, (n, occupation)) filter (where not is_same) as got_instead,
        coalesce(max(n) filter (where not is_same), 0)::integer as n_instead,
    from counted
    group by occupation_wanted
)

select
    *,
    count(*) over () as n_all,
    (sum(n_wanted) over ())::integer as n_both,
    (sum(n_got) over ())::integer as n_same,
    (select count(*) from trained) as n_trained,
from wanted
order by n_wanted desc, occupation_wanted
limit $n
