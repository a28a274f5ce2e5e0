-- purpose: how many rows each register has
-- grain: one row per register
-- parameters: none
select 'villages' as register, count(*) as n_rows from villages
union all
select 'officers' as register, count(*) as n_rows from officers
union all
select 'sages' as register, count(*) as n_rows from sages
union all
select 'households' as register, count(*) as n_rows from households
union all
select 'incomes' as register, count(*) as n_rows from incomes
union all
select 'activities' as register, count(*) as n_rows from activities
union all
select 'visits' as register, count(*) as n_rows from visits
union all
select 'materials' as register, count(*) as n_rows from materials
union all
select 'groups' as register, count(*) as n_rows from groups
union all
select 'knowledge' as register, count(*) as n_rows from knowledge
union all
select 'context' as register, count(*) as n_rows from context
union all
select 'targets' as register, count(*) as n_rows from targets
