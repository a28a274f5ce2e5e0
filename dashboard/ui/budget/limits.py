"""The parts of the page as tabs that say what waits behind each, and the page's own filters as chips."""

from __future__ import annotations

from dashboard.ui.budget.asked import (
    DELIVERIES,
    KINDS,
    OPEN_DELIVERIES,
    STANDINGS,
    deliveries_of,
    sums_of,
    unpaid_of,
    wanted_of,
)
from dashboard.ui.budget.asked import whole_measures_of as measures_of
from dashboard.ui.budget.delivery import chosen_days, days_words
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t

TABS = ("money", "materials", "evidence", "delivery", "steps")
PAGES = ("items_page", "villages_page", "evidence_page", "delivery_page", "unpaid_page")
# on which part each of the page's own filters works
_ON = {
    "category": "materials", "status": "materials", "find": "materials", "kind": "evidence", "delivery": "delivery",
    "days": "delivery",
}  # fmt: skip
_LEAVES = ("item", "order", *PAGES)


def draw_parts(view: View) -> str:
    """The tabs; the id of the part to show."""
    evidence = measures_of(view).values["evidence_complete"]
    unproved = int((evidence.denominator or 0) - evidence.numerator)
    open_ = sum(r["n_villages"] for r in deliveries_of(view) if r["standing"] in OPEN_DELIVERIES)
    unpaid = unpaid_of(view)
    tabs = [
        Tab("money", t("budget.tab.money"), number(sums_of(view)["n_villages"]), t("budget.tab.money.unit")),
        Tab(
            "materials", t("budget.tab.materials"), number(sums_of(view)["n_materials"]), t("budget.tab.materials.unit")
        ),
        _waiting("evidence", unproved, "near"),
        _waiting("delivery", open_, "behind"),
        _waiting("steps", unpaid[0]["n_all"] if unpaid else 0, "near"),
    ]
    return draw_tabs(view, tabs, key="budget_tabs", label=t("budget.tabs"), leaves=_LEAVES)


def _waiting(id_: str, n: int, tone: str) -> Tab:
    return Tab(id_, t(f"budget.tab.{id_}"), number(n), t(f"budget.tab.{id_}.unit"), tone if n else "met")  # type: ignore[arg-type]


def draw_limits(view: View, tab: str) -> None:
    """The page's own filters that the address has; one that works on another part of the page says so."""
    wanted = wanted_of(view)
    kind, delivery, days = view.get("kind"), view.get("delivery"), chosen_days(view)
    texts = {
        "category": "" if wanted.category is None else wanted.category or t("budget.no_category"),
        "status": "" if wanted.standing is None else t(f"budget.standing.{STANDINGS[wanted.standing]}"),
        "find": wanted.typed,
        "kind": t(f"budget.kind.{kind}") if kind in KINDS else "",
        "delivery": t(f"budget.delivery.{delivery}") if delivery in DELIVERIES else "",
        "days": days_words(days) if days else "",
    }
    chips = [
        Chip(key, t(f"budget.chip.{key}"), text, idle="" if _ON[key] == tab else t("budget.chip.idle"))
        for key, text in texts.items()
        if text
    ]
    draw_chips(view, chips, key="budget_limits")
