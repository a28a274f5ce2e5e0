"""What the page asks of the store; every block asks here, so that all show the same rows.

The page's own part of the address: `tab`, `sort` (areas), `order` (lists), `category`, `status`, `find` and `item`
(materials), `kind` (evidence), `delivery`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.filters import UNSAID
from dashboard.measures import AreaMeasures, fetch_measures
from dashboard.measures.view_facts import fetch_by_area
from dashboard.ui import data
from dashboard.ui.view import View

Rows = list[dict[str, Any]]
MOST_ITEMS = 2_000
MOST_ROWS = 50_000
MOST_VILLAGES = 500
MOST_TASKS = 1_000
MOST_PAIRS = 100
UNPAID_DAYS = 30
LEVELS = ("nation", "province", "district", "subdistrict", "village")
STANDINGS = ("not_ordered", "ordered", "delivered", "accepted", "paid")  # of material_standing, by number
DELIVERIES = ("urgent", "overdue", "trained_without", "late", "waiting", "no_day", "unlisted", "in_time")
OPEN_DELIVERIES = DELIVERIES[:3]
KNOWN_DELIVERIES = ("late", "in_time")  # of which it is known how many days
KINDS = ("activity", "material")
STEPS = ("delivery", "acceptance", "payment", "whole")
_NOTHING = {"n_villages": 0}


@dataclass(frozen=True)
class Wanted:
    """Which materials the address asks for: of a category (None is all, '' without one), a standing, a name."""

    category: str | None = None
    standing: int | None = None
    typed: str = ""

    def params(self) -> dict[str, Any]:
        """The parameters of the queries of materials."""
        return {"category": self.category, "standing": self.standing, "typed": self.typed}


def wanted_of(view: View) -> Wanted:
    """The materials that the address asks for; what it says wrong is no limit."""
    category, status = view.get("category"), view.get("status")
    return Wanted(
        None if not category else "" if category == UNSAID else category,
        STANDINGS.index(status) if status in STANDINGS else None,
        view.get("find").strip(),
    )


def sums_of(view: View) -> dict[str, Any]:
    """The money of the whole view (see `queries/pages/budget_sums.sql`)."""
    rows = list(area_sums_of(view).values())
    return {key: sum(row[key] for row in rows) for key in rows[0] if key != "area_code"} if rows else dict(_NOTHING)


def area_sums_of(view: View) -> dict[str, dict[str, Any]]:
    """The money of the areas one level below: code → sums."""
    rows = data.fetch(fetch_by_area, view.filters, "pages/budget_sums", view.child_digits)
    return {row["area_code"]: row for row in rows}


def area_measures_of(view: View) -> list[AreaMeasures]:
    """The measures of the areas one level below."""
    return data.fetch(fetch_measures, view.filters, LEVELS[view.child_digits // 2])


def whole_measures_of(view: View) -> AreaMeasures:
    """The measures of the whole view."""
    return data.fetch(fetch_measures, view.filters)[0]


def months_of(view: View, days: tuple[date, ...]) -> Rows:
    """Money spent by the end of each day, on activities and on materials apart."""
    return data.view_records("pages/budget_months", view.filters, days=list(days)) if days else []


def categories_of(view: View, wanted: Wanted) -> Rows:
    """The categories of materials, whatever category is chosen."""
    return data.view_records(
        "pages/budget_material_kinds", view.filters, standing=wanted.standing, typed=wanted.typed, n=MOST_VILLAGES
    )


def standings_of(view: View, wanted: Wanted) -> dict[int, dict[str, Any]]:
    """Standing → rows, villages and baht, whatever standing is chosen."""
    rows = data.view_records("pages/budget_material_steps", view.filters, category=wanted.category, typed=wanted.typed)
    return {row["standing"]: row for row in rows}


def items_of(view: View, wanted: Wanted) -> Rows:
    """The gathered list, the dearest first; at most MOST_ITEMS."""
    return data.view_records("pages/budget_materials", view.filters, **wanted.params(), n=MOST_ITEMS)


def item_rows_of(view: View, item_key: str, unit_key: str, category: str) -> Rows:
    """What each village needs of one gathered item; at most MOST_VILLAGES."""
    return data.view_records(
        "pages/budget_material_rows",
        view.filters,
        category=category,
        standing=None,
        typed="",
        item_key=item_key,
        unit_key=unit_key,
        n=MOST_VILLAGES,
    )


def village_rows_of(view: View, wanted: Wanted) -> Rows:
    """Every row of the register behind the gathered list, by village; at most MOST_ROWS."""
    return data.view_records(
        "pages/budget_material_rows", view.filters, **wanted.params(), item_key=None, unit_key=None, n=MOST_ROWS
    )


def alike_of(view: View) -> Rows:
    """Pairs of items that may be the same; at most MOST_PAIRS."""
    return data.view_records("pages/budget_material_alike", view.filters, n=MOST_PAIRS)


def over_budget_of(view: View) -> Rows:
    """Villages that spent more than their own budget, the most above it first; at most MOST_VILLAGES."""
    return data.view_records("pages/budget_over", view.filters, n=MOST_VILLAGES)


def order_of(view: View) -> str:
    """How lists of things to do are sorted: days (the longest waiting first) or baht (the dearest first)."""
    return "baht" if view.get("order") == "baht" else "days"


def unproved_of(view: View) -> Rows:
    """Activities and materials without complete evidence, of the kind that the address asks for."""
    kind = view.get("kind")
    return data.view_records(
        "pages/budget_evidence",
        view.filters,
        kind=kind if kind in KINDS else None,
        sort=order_of(view),
        n=MOST_TASKS,
    )


def unproved_officers_of(view: View) -> Rows:
    """Whose villages lack evidence, the most first."""
    return data.view_records("pages/budget_evidence_officers", view.filters, n=MOST_VILLAGES)


def deliveries_of(view: View) -> Rows:
    """Villages by how their materials stand against the training, and by days."""
    return data.view_records("pages/budget_delivery", view.filters)


def delivery_villages_of(view: View, standings: tuple[str, ...], days: tuple[int, int] | None = None) -> Rows:
    """The villages that stand so, and late by a number of days between two; at most MOST_TASKS."""
    return data.view_records(
        "pages/budget_delivery_villages", view.filters, standings=list(standings), n=MOST_TASKS,
        days_from=days[0] if days else None, days_to=days[1] if days else None,
    )  # fmt: skip


def days_of(view: View, digits: int) -> dict[str, dict[str, dict[str, Any]]]:
    """Area code → step → how many days it takes."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in data.view_records("pages/budget_days", view.filters, digits=digits):
        found.setdefault(row["area_code"], {})[row["step"]] = row
    return found


def unpaid_of(view: View) -> Rows:
    """Materials accepted more than UNPAID_DAYS days ago that are not paid."""
    return data.view_records("pages/budget_unpaid", view.filters, n_days=UNPAID_DAYS, sort=order_of(view), n=MOST_TASKS)
