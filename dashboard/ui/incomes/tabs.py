"""The parts of the page, one shown at a time, and what stands behind each."""

from __future__ import annotations

from dashboard.ui import data, places
from dashboard.ui.incomes.before_after import whole
from dashboard.ui.incomes.said import few
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t

_LEAVES = ("missing_page", "jumps_page", "households_page", "level", "change")


def draw_parts(view: View) -> str:
    """The links to the parts; the id of the one to show: change, where, time, beside, missing."""
    group = whole(view)
    pairs = few() if group.is_few else number(group.pairs)
    waiting = data.view_records("pages/incomes_missing_kinds", view.filters)
    missing = sum(row["n_households"] for row in waiting)
    tabs = (
        Tab("change", t("incomes.tab.change"), pairs, t("incomes.tab.change.unit")),
        Tab("where", t("incomes.tab.where", level=places.level_word(view.child_digits))),
        Tab("time", t("incomes.tab.time")),
        Tab("beside", t("incomes.tab.beside")),
        Tab("missing", t("incomes.tab.missing"), number(missing), t("incomes.tab.missing.unit"),
            "near" if missing else "met"),
    )  # fmt: skip
    return draw_tabs(view, tabs, key="incomes_tabs", label=t("incomes.tabs"), leaves=_LEAVES)
