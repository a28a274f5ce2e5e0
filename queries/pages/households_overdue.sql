-- purpose: the households whose visit is overdue, to call or to see today: what was found last, who looks after them
-- grain: one row per household, the longest without a visit first, of one day those with a problem first; at most n
--     rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), trainer_village, trainer_mark (of one
--     trainer; null = all), n
with

viewed as (
    select village_code, officer,
    from village_scope($scope)
),

-- one trainer is a village and a mark made of the name, so that no name stands in an address
of_trainer as (
    select village_code, house_no,
    from households
    where
        village_code = $trainer_village::varchar
        and coalesce(left(md5(trainer), 8), '') = $trainer_mark::varchar
),

due as (
    select village_code, house_no, officer, began_on, n_visits, by_phone, finding, problem,
    from visit_gap
    join viewed using (village_code)
    where
        overdue_from <= $as_of
        and overdue_to > $as_of
        and ($occupation::varchar is null or coalesce(occupation_type, '') = $occupation::varchar)
        and ($trainer_village::varchar is null or (village_code, house_no) in (from of_trainer))
),

wanted as (
    select *,
    from due
    order by began_on, problem is null, village_code, house_no
    limit $n
),

household as (
    select village_code, house_no, head_name, trainer, occupation, occupation_wanted, trained_on,
    from households
    semi join wanted using (village_code)
),

sage as (
    select village_code, full_name, phone, registered_on, left_on,
    from sages
    semi join wanted using (village_code)
)

select
    wanted.village_code,
    house_no,
    head_name,
    officer,
    trainer,
    coalesce(occupation, occupation_wanted) as occupation,
    household.trained_on,
    case when n_visits > 0 then began_on end as last_visit_on,
    began_on as since_on,
    by_phone,
    finding,
    problem,
    phone as trainer_phone,
    coalesce(registered_on <= $as_of and (left_on is null or left_on > $as_of), false) as trainer_is_active,
    (select count(*) from due) as n_all,
from wanted
join household using (village_code, house_no)
-- beside the household, which names the trainer: beside the wanted ones all sages would be joined first
left join sage on sage.village_code = household.village_code and sage.full_name = trainer
order by since_on, problem is null, wanted.village_code, house_no
