-- purpose: where a sage stands on a day, in the order of the way: each sage stands at one place
-- grain: a scalar macro: surveyed, registered, trained, ready (registered and trained), left, or undated
-- parameters: none
--     surveyed, registered, trained and gone are the days of the register, day the as-of day
create or replace macro sage_status(surveyed, registered, trained, gone, day) as
case
    when gone <= day then 'left'
    when registered <= day and trained <= day then 'ready'
    when trained <= day then 'trained'
    when registered <= day then 'registered'
    when surveyed <= day then 'surveyed'
    else 'undated'
end
