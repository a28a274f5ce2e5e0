-- purpose: the knowledge records that name one village, to read them from its page
-- grain: one row per record known by the as-of day, the newest first; at most 30 rows
-- parameters: as_of, village_code
select record_id, title, owner, category, recorded_on,
from knowledge_record
where area_code = $village_code and (recorded_on is null or recorded_on <= $as_of)
order by recorded_on desc nulls last, icu_sort_key(title, 'th'), record_id
limit 30
