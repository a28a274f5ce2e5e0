-- purpose: an empty place where the measures put their changes before they are sorted
-- grain: one row per fiscal year, measure, village, occupation type and day, as each measure's file promises
-- parameters: none
create or replace temp table measure_change_draft (
    fiscal_year integer,
    measure varchar,
    village_code varchar,
    -- null in a measure that is not told apart by occupation; '' where the register does not say
    occupation_type varchar,
    on_day date,
    numerator decimal(28, 10),
    denominator decimal(28, 10)
)
