"""The button that gives procurement its workbook: what to buy together, and for which village."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.ui.about import about
from dashboard.ui.budget.asked import MOST_ROWS, STANDINGS, Rows, Wanted, village_rows_of
from dashboard.ui.budget.gathered import gathered_headings, limited
from dashboard.ui.budget.workbook import Sheet, workbook_bytes
from dashboard.ui.leaving import noted
from dashboard.ui.view import View
from dashboard.ui.words import language, number, t

GATHERED_TOTALS = ("cost_baht",)
VILLAGE_TOTALS = ("cost_baht",)
_VILLAGE_COLUMNS = (
    "province", "district", "subdistrict", "moo", "village_name", "village_code", "category", "item", "occupation",
    "quantity", "unit", "unit_price_baht", "cost_baht", "standing", "ordered_on", "delivered_on", "accepted_on",
    "paid_on", "needed_on", "remark",
)  # fmt: skip


def draw_procurement(view: View, wanted: Wanted, rows: Rows) -> None:
    """The download button; the rows by village are asked for and the file made only when it is pressed."""
    words = _words()
    gathered = Sheet(t("budget.sheet_gathered"), gathered_headings(), rows, GATHERED_TOTALS, t("budget.total_row"))
    headings = {name: t(f"budget.sheet.{name}") for name in _VILLAGE_COLUMNS}
    told = about(view, limited(t("budget.workbook_title"), wanted), len(rows))
    names, asked_language = (t("budget.sheet_villages"), t("download.sheet_about")), language()

    def _make() -> bytes:
        by_village = village_rows_of(view, wanted)
        told_all = told | {words["rows"]: _counted(by_village, words)}
        plain = [village_row(r, asked_language, words) for r in by_village]
        villages = Sheet(names[0], headings, plain, VILLAGE_TOTALS, words["total"])
        return workbook_bytes((gathered, villages), told_all, names[1])

    file = f"procurement-{view.filters.as_of}.xlsx"
    st.download_button(
        t("budget.workbook"), noted(_make, "export.table", file, len(rows)), file,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key="budget_workbook",
        icon=":material/shopping_cart:", on_click="ignore", type="primary", help=t("budget.workbook_help"),
    )  # fmt: skip


def _words() -> dict[str, str]:
    """Every word that is needed where there is no session to ask for the language."""
    words = {name: t(f"budget.standing.{name}") for name in STANDINGS}
    return words | {
        "rows": t("budget.village_rows"),
        "longer": t("budget.longer", n=number(MOST_ROWS), of="{of}"),
        "dear": t("budget.dear"),
        "no_cost": t("budget.no_cost"),
        "total": t("budget.total_row"),
    }


def _counted(rows: Rows, words: Mapping[str, str]) -> str:
    n_all = rows[0]["n_all"] if rows else 0
    return f"{len(rows):,}" if n_all == len(rows) else words["longer"].replace("{of}", f"{n_all:,}")


def village_row(r: Mapping[str, Any], asked_language: str, words: Mapping[str, str]) -> dict[str, object]:
    """A row of the sheet by village: names of places in the language asked for, standing and remarks in words."""
    remarks = [words["dear"]] * bool(r["is_dear"]) + [words["no_cost"]] * (r["cost_baht"] is None)
    return {
        **r,
        **{level: r[f"{level}_{asked_language}"] for level in ("province", "district", "subdistrict")},
        "standing": words[STANDINGS[r["standing"]]],
        "remark": " · ".join(remarks),
    }
