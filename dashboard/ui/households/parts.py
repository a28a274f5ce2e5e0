"""The parts of the page, one shown at a time, each with what waits in it."""

from __future__ import annotations

from typing import Literal

from dashboard.measures import fetch_measures
from dashboard.ui import data, places
from dashboard.ui.households.asked import counts_of
from dashboard.ui.league import LEVELS
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t

_LEAVES = ("state", "find", "trainer", "sort", "register_page", "overdue_page", "stopped_page")


def draw_parts(view: View) -> str:
    """The row of parts; the id of the one to show: overdue, areas, trainers, stopped, joined, selection, register."""
    counts = counts_of(view)

    def tab(id_: str, count: str, tone: Literal["", "behind", "near"] = "") -> Tab:
        n = counts[count]
        return Tab(id_, t(f"hh.tab.{id_}"), number(n), t(f"hh.tab.{id_}.count"), tone if n else "")

    areas = len(data.fetch(fetch_measures, view.filters, by=LEVELS[view.child_digits // 2]))
    tabs = (
        tab("overdue", "n_overdue", "behind"),
        Tab("areas", t("hh.tab.areas"), number(areas), places.level_word(view.child_digits)),
        tab("trainers", "n_uncared", "near"),
        tab("stopped", "n_stopped"),
        tab("joined", "n_neighbours"),
        tab("selection", "n_off_rule", "near"),
        tab("register", "n_households"),
    )
    return draw_tabs(view, tabs, key="households_tabs", label=t("hh.tabs"), leaves=_LEAVES)
