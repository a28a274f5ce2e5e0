"""The gathered list of materials as such: its order, what a line is called, its columns as a file. No drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.ui.budget.asked import STANDINGS, Rows, Wanted
from dashboard.ui.budget.baht import amount
from dashboard.ui.tables import Cell
from dashboard.ui.words import percent, t

_SORTS = ("item", "villages", "cost", "needed", "quantity", "price")


def sorted_items(rows: Rows, sort: str) -> Rows:
    """The items as `sort` asks; a `-` before it turns the order round. What is not known comes last."""
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    if by not in _SORTS:
        return rows
    if by == "item":
        return sorted(rows, key=lambda r: (r["item_key"], r["unit_key"]), reverse=turned)
    column = {"villages": "n_villages", "cost": "cost_baht", "needed": "needed_on", "quantity": "quantity",
              "price": "median_price_baht"}[by]  # fmt: skip
    known = [r for r in rows if r[column] is not None]
    first_high = by != "needed"
    known.sort(key=lambda r: r[column], reverse=first_high != turned)
    return known + [r for r in rows if r[column] is None]


def item_id(row: Mapping[str, Any]) -> str:
    """A gathered item as the address names it: category, item and unit, apart by a bar."""
    return "|".join((row["category"], row["item_key"], row["unit_key"]))


def standing_cell(r: Mapping[str, Any]) -> Cell:
    """Where the quantities are: the share that is accepted, and what still waits at each step before it."""
    done = r["accepted_quantity"] + r["paid_quantity"]
    total = r["quantity"]
    if not total:
        return Cell("–")
    waits = [
        f"{t(f'budget.standing.{name}')} {amount(r[f'{name}_quantity'])}"
        for name in ("not_ordered", "ordered", "delivered")
        if r[f"{name}_quantity"]
    ]
    if not waits:
        paid = r["paid_quantity"] == total
        return Cell(t("budget.standing.all_paid" if paid else "budget.standing.all_accepted"), icon="check_circle",
                    status="met")  # fmt: skip
    return Cell(t("budget.accepted_share", share=percent(done / total * 100)), note=" · ".join(waits))


def gathered_headings() -> dict[str, str]:
    """The columns of the gathered list as a file, key → heading."""
    names = ("category", "item", "unit", "n_villages", "quantity", "median_price_baht", "lowest_price_baht",
             "highest_price_baht", "cost_baht", "not_ordered_quantity", "ordered_quantity", "delivered_quantity",
             "accepted_quantity", "paid_quantity", "n_without_quantity", "n_without_price", "n_dear", "n_spellings",
             "needed_on")  # fmt: skip
    return {name: t(f"budget.sheet.{name}") for name in names}


def limited(title: str, wanted: Wanted) -> str:
    """A title with what the list is limited to, for the sheet that says what a file is."""
    parts = [title]
    if wanted.category is not None:
        parts.append(f"{t('budget.category')}: {wanted.category or t('budget.no_category')}")
    if wanted.standing is not None:
        parts.append(t(f"budget.standing.{STANDINGS[wanted.standing]}"))
    if wanted.typed:
        parts.append(f"{t('budget.find')}: {wanted.typed}")
    return " · ".join(parts)
