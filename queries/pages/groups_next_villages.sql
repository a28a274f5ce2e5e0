-- purpose: villages without a group in which enough households practise to found one, the most households first
-- grain: one row per village with `least` practising target households or more and no group (of the type, when one is
--     asked for); at most n rows, n_all counts all of them; type is the one most of them practise
-- parameters: fiscal_year, as_of, scope (Filters.params), occupation (type or null = all), least, n
with

viewed as (
    select village_code, officer,
    from village_scope($scope)
),

practising as (
    select
        village_code,
        sum(n_households)::integer as n_households,
        arg_max(occupation_type, (n_households, occupation_type)) as most_type,
        max(n_households) as n_of_most_type,
    from village_practising
    semi join viewed using (village_code)
    where
        fiscal_year = $fiscal_year
        and from_on <= $as_of
        and to_on > $as_of
        and ($occupation::varchar is null or occupation_type = $occupation)
    group by village_code
),

grouped as (
    select village_code,
    from group_at($as_of)
    semi join viewed using (village_code)
    where $occupation::varchar is null or occupation_type = $occupation
),

trained as (
    select village_code, min(from_on) as trained_on,
    from village_stage
    semi join viewed using (village_code)
    where fiscal_year = $fiscal_year and stage = 7 and from_on <= $as_of and to_on > $as_of
    group by village_code
)

select
    village_code,
    officer,
    n_households,
    most_type,
    n_of_most_type,
    trained_on,
    (count(*) over ())::integer as n_all,
from viewed
join practising using (village_code)
left join trained using (village_code)
anti join grouped using (village_code)
where n_households >= $least
order by n_households desc, n_of_most_type desc, trained_on nulls last, village_code
limit $n
