-- purpose: a number of a register as a decimal of its shortest text, so that sums are exact to the satang
-- grain: a scalar macro; missing stays missing
-- parameters: none
create or replace macro exact(number) as
case
    -- two decimals of fifteen digits are never the same double: what gives it back is its text, which takes longer
    when try_cast(number as decimal(15, 2)) = number then try_cast(number as decimal(15, 2))
    else cast(cast(number as varchar) as decimal(28, 10))
end
