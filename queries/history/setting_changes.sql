-- purpose: what changes of settings changed
-- grain: one row per batch and value, the newest batch first
-- parameters: none
select batch_id, kind, fiscal_year, item, area_code, before, after, changed_by, reason,
from setting_changes
order by batch_id desc, kind, fiscal_year, item, area_code
