-- purpose: which targets of a year were last set by a change of settings, when, by whom and why
-- grain: one row per such target; those that a register brought last have none
-- parameters: fiscal_year
select
    targets.measure,
    targets.area_code,
    targets.batch_id,
    batches.stored_at,
    setting_changes.changed_by,
    setting_changes.reason,
from targets
join batches using (batch_id)
join setting_changes on
    setting_changes.batch_id = targets.batch_id
    and setting_changes.kind = 'target'
    and setting_changes.fiscal_year = targets.fiscal_year
    and setting_changes.area_code = targets.area_code
    and setting_changes.item = targets.measure
where targets.fiscal_year = $fiscal_year
