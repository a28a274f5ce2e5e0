"""The parts of the page, one shown at a time, and what waits behind them."""

from __future__ import annotations

from dashboard.ui.groups_page.asked import next_of, ready_of, way_of
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t

LEAVES = ("ready", "ready_page", "next_page")
TABS = ("way", "ready", "next", "year", "register", "market")


def draw_group_tabs(view: View) -> str:
    """The links to the parts; the id of the one that the address names (`tab`), the first without."""
    tasks = {id_: rows[0] for id_, rows in (("ready", ready_of(view)), ("next", next_of(view))) if rows}
    n_ready = tasks["ready"]["n_ready"] if "ready" in tasks else 0
    n_next = tasks["next"]["n_all"] if "next" in tasks else 0
    waits = {"ready": n_ready, "next": n_next, "register": way_of(view)["n_groups"]}
    tabs = [
        Tab(
            id_,
            t(f"grp.tab.{id_}"),
            number(waits[id_]) if id_ in waits else "",
            t(f"grp.tab.{id_}.unit") if id_ in waits else "",
            tone="met" if id_ == "ready" and n_ready else "",
        )
        for id_ in TABS
    ]
    return draw_tabs(view, tabs, key="groups_tabs", label=t("grp.tabs"), leaves=LEAVES)
