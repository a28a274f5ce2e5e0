"""What the settings page changes: each act allowed to who looks and written into the audit log."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.store import changing
from dashboard.store.changing import Progress, Signed
from dashboard.ui.acting import doing
from dashboard.ui.settings_page.asked import store
from dashboard.ui.viewer import viewer


def may_set(area: str | None = None) -> bool:
    """Whether who looks may set something of an area ('' the nation; None: of any)."""
    person = viewer()
    return person.may("settings") and not person.seen_by and (area is None or person.reaches(area))


def may_see_audit() -> bool:
    """Whether who looks may see the audit log: its lines are about any area."""
    person = viewer()
    return person.may("audit") and not person.seen_by and person.reaches("")


def may_see_personal() -> bool:
    """Whether who looks may export and erase what is held about a person: it may stand in any area."""
    person = viewer()
    return person.may("personal_data") and not person.seen_by and person.reaches("")


def set_rules(fiscal_year: int, values: Mapping[str, int], signed: Signed, progress: Progress) -> int:
    """Set rules of a year for the nation; the number of the batch. Raises what `change_rules` raises."""
    with doing("rules", areas=("",), year=fiscal_year, by=signed.changed_by) as act:
        batch = changing.change_rules(store(), fiscal_year, values, signed, progress)
        act.count = len(values)
        act.facts["batch"] = str(batch)
    return batch


def set_target(
    fiscal_year: int, area_code: str, measure: str, target: float, signed: Signed, progress: Progress
) -> int:
    """Give an area a target; the number of the batch. Raises what `changing.set_target` raises."""
    with doing("target", areas=(area_code,), year=fiscal_year, measure=measure, by=signed.changed_by) as act:
        batch = changing.set_target(store(), fiscal_year, area_code, measure, target, signed, progress)
        act.facts |= {"target": f"{target:.10g}", "batch": str(batch)}
    return batch


def remove_target(fiscal_year: int, area_code: str, measure: str, signed: Signed) -> int:
    """Take a target away; the number of the batch. Raises what `changing.remove_target` raises."""
    with doing("target.removed", areas=(area_code,), year=fiscal_year, measure=measure, by=signed.changed_by) as act:
        batch = changing.remove_target(store(), fiscal_year, area_code, measure, signed)
        act.facts["batch"] = str(batch)
    return batch
