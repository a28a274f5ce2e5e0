-- purpose: the occupations that the registers of households and sages name: how each is mostly written, and its type as
--     households who practise it mostly have it; a way of sorting words, so that it knows no day
-- grain: one row per occupation (one of occupation_keys)
-- parameters: none
create or replace table occupation_kind as
with

spelt as (
    select occupation_wanted as words, null as type, count(*) as n
    from households
    group by occupation_wanted
    union all
    select occupation, occupation_type, count(*) from households group by occupation, occupation_type
    union all
    select expertise, null, count(*) from sages group by expertise
),

parted as (
    select words, type, n, len(occupation_keys(words)) = 1 as is_alone, unnest(occupation_keys(words)) as key,
    from spelt
),

written as (
    select key, words, sum(n) as n,
    from parted
    where is_alone
    group by key, words
),

sorted_as as (
    select key, type, sum(n) as n,
    from parted
    where type is not null
    group by key, type
)

select
    key,
    coalesce((select words from written where written.key = one.key order by n desc, words limit 1), key) as label,
    (select type from sorted_as where sorted_as.key = one.key order by n desc, type limit 1) as type,
from (select distinct key from parted) as one
order by key
