"""The parts of the page as tabs, and the choice of the year that is set."""

from __future__ import annotations

from dashboard.programme import RULES
from dashboard.ui.parts import part
from dashboard.ui.settings_page.acts import may_see_audit, may_see_personal
from dashboard.ui.settings_page.asked import history, store, targets_now, year_of, years
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.target_source import is_own
from dashboard.ui.view import View
from dashboard.ui.words import number, t, year

PARTS = ("rules", "targets", "history", "access", "personal", "audit", "about")
_WITHOUT_DATA = ("access", "audit", "about")
_LEAVES = ("edit", "measure", "on", "remove", "who", "what", "day", "period")


def draw_parts(view: View) -> str:
    """The tabs; the id of the part to show. Before the first import there is only one that can be shown."""
    hidden = {"audit": not may_see_audit(), "personal": not may_see_personal()}
    shown = [id_ for id_ in PARTS if not hidden.get(id_)]
    if store().newest() is None and view.get("tab") in _WITHOUT_DATA:
        tabs = [Tab(id_, t(f"settings.tab.{id_}")) for id_ in shown]
        return draw_tabs(view, tabs, key="settings_tabs", label=t("settings.tabs"))
    fiscal_year = year_of(view)
    own = sum(is_own(fiscal_year, rule.id) for rule in RULES)
    counts = {
        "rules": (number(own), t("settings.tab.rules.unit")),
        "targets": (number(len(targets_now(fiscal_year))), t("settings.tab.targets.unit")),
        "history": (number(sum(bool(b.changes) for b in history())), t("settings.tab.history.unit")),
    }
    tabs = [Tab(id_, t(f"settings.tab.{id_}"), *counts.get(id_, ())) for id_ in shown]
    return draw_tabs(view, tabs, key="settings_tabs", label=t("settings.tabs"), leaves=_LEAVES)


def draw_years(view: View, *, key: str) -> None:
    """Pills for the fiscal years; each is a link, so that the year stands in the address."""
    chosen = year_of(view)
    tabs = [Tab(str(y), t("frame.fiscal_year_is", year=year(y))) for y in years()]
    hrefs = {tab.id: view.link(fy=tab.id, as_of=None, edit=None) for tab in tabs}
    draw_pills(tabs, hrefs, str(chosen), key=key, label=t("settings.year"))


def draw_pills(tabs: list[Tab], hrefs: dict[str, str], chosen: str, *, key: str, label: str) -> None:
    """Pills that are links of their own."""
    shown = [{**vars(tab), "icon": "", "href": hrefs[tab.id], "current": tab.id == chosen} for tab in tabs]
    part("tabbar")(key=key, data={"label": label, "pills": True, "tabs": shown})
