-- purpose: what should be known of a village by a day and whether it is: the pieces that measures and lists need
-- grain: a table macro: one row per target village of the view and piece that is due by then; n_missing is how many
--     rows (or the one register or cell) lack it, 0 when it is complete
-- parameters: none
--     seen is the struct that village_scope takes, asked_on the day. A piece is due when something else that is recorded
--     makes it necessary: a village that trained must have households, materials and training days, a household that
--     practises a baseline; a register of sages is due 60 days into the year, and from the first household
create or replace macro village_completeness(seen, asked_on) as table
with

viewed as (
    select fiscal_year, village_code, village_year.officer, village_year.budget_baht,
    from village_scope(seen)
    join village_year using (fiscal_year, village_code)
),

sage as (
    select
        village_code,
        count(*) as n_sages,
        count(*) filter (trained_on <= asked_on) as n_trained,
        count(*) filter (trained_on <= asked_on and (surveyed_on is null or registered_on is null)) as n_without_days,
    from sages
    semi join viewed using (village_code)
    where coalesce(least(surveyed_on, registered_on, trained_on), date '0001-01-01') <= asked_on
    group by village_code
),

household as (
    select
        village_code,
        count(*) as n_households,
        count(*) filter (trained_on <= asked_on) as n_trained,
        count(*) filter (trained_on <= asked_on and trainer is null) as n_without_trainer,
        count(*) filter (trained_on <= asked_on and occupation_type is null) as n_without_occupation,
    from households
    semi join viewed using (village_code)
    where target and selected_on <= asked_on
    group by village_code
),

baseline as (
    select distinct village_code, house_no,
    from incomes
    semi join viewed using (village_code)
    where round = 0 and measured_on <= asked_on
),

practising as (
    select
        village_code,
        count(*) as n_practising,
        count(*) filter (baseline.house_no is null) as n_without_baseline,
    from households
    semi join viewed using (village_code)
    left join baseline using (village_code, house_no)
    where
        target
        and selected_on <= asked_on
        and practising_from <= asked_on
        and (stopped_on is null or stopped_on > asked_on)
    group by village_code
),

activity as (
    select
        place_code as village_code,
        count(*) filter (activity = 'training_day') as n_training_days,
        count(*) as n_held,
        count(*) filter (spent_baht is null or evidence_complete is null) as n_without_spending,
    from activities
    semi join viewed on viewed.village_code = activities.place_code
    where held_on <= asked_on
    group by place_code
),

material as (
    select
        village_code,
        count(*) as n_materials,
        count(*) filter (accepted_on <= asked_on) as n_accepted,
        count(*) filter (accepted_on <= asked_on and (quantity is null or unit_price_baht is null)) as n_without_price,
    from materials
    semi join viewed using (village_code)
    group by village_code
),

piece as (
    select
        village_code,
        (officer is null)::integer as officer,
        (budget_baht is null)::integer as budget,
        case
            when asked_on >= make_date(fiscal_year - 544, 10, 1) + 60 or n_households > 0
                then (coalesce(n_sages, 0) = 0)::integer
        end as sages,
        case when sage.n_trained > 0 then n_without_days end as sage_days,
        case when n_training_days > 0 then (coalesce(n_households, 0) = 0)::integer end as households,
        case when household.n_trained > 0 then n_without_trainer end as trainer,
        case when household.n_trained > 0 then n_without_occupation end as occupation,
        case when household.n_trained > 0 then (coalesce(n_training_days, 0) = 0)::integer end as training_days,
        case when n_training_days > 0 then (coalesce(n_materials, 0) = 0)::integer end as materials,
        case when n_accepted > 0 then n_without_price end as material_prices,
        case when n_practising > 0 then n_without_baseline end as baseline,
        case when n_held > 0 then n_without_spending end as spending,
    from viewed
    left join sage using (village_code)
    left join household using (village_code)
    left join practising using (village_code)
    left join activity using (village_code)
    left join material using (village_code)
)

-- what is not due is null, and unpivot leaves nulls out
select village_code, piece, n_missing::integer as n_missing,
from (
    unpivot (
        select
            village_code,
            officer::bigint as officer,
            budget::bigint as budget,
            sages::bigint as sages,
            sage_days::bigint as sage_days,
            households::bigint as households,
            trainer::bigint as trainer,
            occupation::bigint as occupation,
            training_days::bigint as training_days,
            materials::bigint as materials,
            material_prices::bigint as material_prices,
            baseline::bigint as baseline,
            spending::bigint as spending,
        from piece
    )
    on
        officer, budget, sages, sage_days, households, trainer, occupation, training_days, materials,
        material_prices, baseline, spending
    into name piece value n_missing
)
