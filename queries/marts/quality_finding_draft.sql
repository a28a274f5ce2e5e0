-- purpose: an empty place where the checks put their findings before they are sorted
-- grain: one row per finding and period, as each check's file promises
-- parameters: none
create or replace temp table quality_finding_draft (
    code varchar,
    register varchar,
    fiscal_year integer,
    place_code varchar,
    entity_key varchar,
    facts varchar,
    from_on date,
    to_on date
)
