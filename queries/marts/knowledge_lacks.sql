-- purpose: whether a knowledge record lacks a section, or none of them ('')
-- grain: a scalar macro: true or false, null when no section is asked for
-- parameters: none
create or replace macro knowledge_lacks(missing, section) as
case when section = '' then len(missing) = 0 else list_contains(missing, section) end
