-- purpose: everything doubtful that queries/checks finds, with the days from and until which it is so
-- grain: one row per code, register, fiscal year (null: of no year), place, entity and period [from_on, to_on); an open
--     period ends on 9999-12-31
-- parameters: none
create or replace table quality_finding as
select code, register, fiscal_year, place_code, entity_key, facts, from_on, to_on,
from quality_finding_draft
order by code, place_code, entity_key, register, from_on
