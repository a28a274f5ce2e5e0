"""One changed setting in words; on this page, on the import page's history and in downloads."""

from __future__ import annotations

from dashboard.store.history import Batch, SettingChange
from dashboard.ui import places
from dashboard.ui.words import measure_name, measured, number, t, year


def change_words(change: SettingChange) -> str:
    """What was changed, from what to what."""
    if change.kind == "rule":
        return t(
            "change.rule", item=t(f"rule.{change.item}.name"), year=year(change.fiscal_year),
            before=number(change.before), after=number(change.after),
        )  # fmt: skip
    return t(
        change.words, item=measure_name(change.item, short=True), area=places.name(change.area_code or ""),
        year=year(change.fiscal_year), before=measured(change.item, change.before),
        after=measured(change.item, change.after),
    )  # fmt: skip


def signed_words(batch: Batch) -> str:
    """Who asked for a change and why, as far as they said."""
    first = batch.changes[0]
    by = t("change.by", name=first.changed_by) if first.changed_by else ""
    return " · ".join(filter(None, (by, first.reason or "")))
