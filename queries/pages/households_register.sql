-- purpose: the register of households, searched and narrowed to those in one state
-- grain: one row per household in the order of village codes and house numbers: n rows after the first `skip`, n_all
--     counts all that match
-- parameters: as_of, scope (Filters.params), occupation (type or null = all), state ('' = all), typed ('' = all),
--     persons (whether names and house numbers may be searched), trainer_village, trainer_mark (of one trainer;
--     null = all), n, skip
with

gap as (
    select village_code, house_no, n_visits, overdue_from <= $as_of and overdue_to > $as_of as is_overdue,
    from visit_gap
    where from_on <= $as_of and to_on > $as_of
),

outcome as (
    select village_code, house_no, latest_baht > baseline_baht as is_up,
    from household_outcome
    where from_on <= $as_of and to_on > $as_of
),

active_sage as (
    select village_code, full_name,
    from sages
    where registered_on <= $as_of and (left_on is null or left_on > $as_of)
),

household as (
    select
        household.village_code,
        household.house_no,
        is_target,
        head_name,
        trainer,
        coalesce(occupation, occupation_wanted) as occupation,
        trained_on,
        practising_from,
        stopped_on,
        is_practising,
        coalesce(n_visits, 0) > 0 as is_visited,
        coalesce(is_overdue, false) as is_overdue,
        is_up,
        active_sage.full_name is not null as is_cared_for,
    from household_scope($scope, $as_of, $occupation) as household
    left join gap using (village_code, house_no)
    left join outcome using (village_code, house_no)
    left join active_sage
        on active_sage.village_code = household.village_code and active_sage.full_name = household.trainer
),

found as (
    select village_code, house_no, is_overdue, is_up,
    from household
    where
        case $state
            when '' then true
            when 'neighbour' then not is_target
            when 'selected' then is_target
            when 'trained' then is_target and trained_on is not null
            when 'untrained' then is_target and trained_on is null
            when 'visited' then is_visited
            when 'unvisited' then is_target and trained_on is not null and not is_visited
            when 'overdue' then is_overdue
            when 'practising' then is_target and is_practising
            when 'not_begun'
                then is_target and trained_on is not null and practising_from is null and stopped_on is null
            when 'stopped' then is_target and stopped_on is not null
            when 'up' then coalesce(is_up, false)
            when 'not_up' then not is_up
            when 'no_income' then is_target and is_practising and is_up is null
            when 'uncared' then is_target and not is_cared_for
        end
        and (
            $trainer_village::varchar is null
            or (
                village_code = $trainer_village::varchar
                and coalesce(left(md5(trainer), 8), '') = $trainer_mark::varchar
            )
        )
        and (
            $typed = ''
            or contains(occupation, $typed)
            or starts_with(village_code, $typed)
            or village_code in (select code from place where level = 'village' and contains(name_th, $typed))
            or (
                $persons
                and (contains(head_name, $typed) or contains(trainer, $typed) or house_no = $typed)
            )
        )
),

shown as (
    select *, try_cast(split_part(house_no, '/', 1) as integer) as number,
    from found
    order by village_code, number nulls last, house_no
    limit $n
    offset $skip
),

last_visit as (
    select village_code, house_no, max(visited_on) as last_visit_on,
    from visits
    semi join shown using (village_code, house_no)
    where visited_on <= $as_of
    group by village_code, house_no
)

select
    village_code,
    officer,
    house_no,
    head_name,
    is_target,
    trainer,
    occupation_wanted,
    occupation,
    occupation_type,
    selected_on,
    trained_on,
    practising_from,
    stopped_on,
    is_practising,
    is_overdue,
    is_up,
    last_visit_on,
    (select count(*) from found) as n_all,
from shown
join household_scope($scope, $as_of, $occupation) using (village_code, house_no)
left join last_visit using (village_code, house_no)
order by village_code, number nulls last, house_no
