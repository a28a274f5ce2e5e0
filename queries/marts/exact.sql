-- purpose: a number of a register as a decimal by way of its shortest text, so that sums are exact to the satang
-- grain: a scalar macro; missing stays missing
-- parameters: none
create or replace macro exact(number) as cast(cast(number as varchar) as decimal(28, 10))
