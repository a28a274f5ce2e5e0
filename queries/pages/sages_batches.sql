-- purpose: the batches of the learning centres: who was trained in them, from where, when, and whether before the end
--     of the fiscal year's first quarter
-- grain: one row per centre, batch and fiscal year of the training (a number is used again each year), the first day
--     first; at most n rows, n_all counts all of them
-- parameters: fiscal_year, as_of, scope (Filters.params), skill (villages that want it, null = all), centre (null =
--     all, '' = not said), n
with

viewed as (
    select village_code
    from wanting_scope($scope, $as_of, $skill)
),

trained as (
    select
        coalesce(training_centre, '') as centre,
        coalesce(batch, '') as batch,
        year(trained_on) + 543 + (month(trained_on) >= 10)::integer as trained_year,
        village_code,
        role,
        trained_on,
    from sages
    join viewed using (village_code)
    where trained_on <= $as_of and (training_centre is not null or batch is not null)
)

select
    centre,
    batch,
    trained_year,
    count(*) as n_people,
    count(*) filter (where role = 'leader') as n_leaders,
    count(distinct village_code) as n_villages,
    list(distinct left(village_code, 4) order by left(village_code, 4)) as districts,
    min(trained_on) as first_on,
    max(trained_on) as last_on,
    max(trained_on) < make_date($fiscal_year - 543, 1, 1) as is_early,
    count(*) over () as n_all,
from trained
where $centre::varchar is null or centre = $centre::varchar
group by centre, batch, trained_year
order by first_on, centre, try_cast(batch as integer) nulls last, batch
limit $n
