-- purpose: words as they are compared: letters alike, single spaces, western digits
-- grain: a scalar macro; missing is no words
-- parameters: none
create or replace macro same_words(words) as
translate(lower(regexp_replace(trim(coalesce(words, '')), '\s+', ' ', 'g')), '๐๑๒๓๔๕๖๗๘๙', '0123456789')
