"""What the occupation of the programme itself earns, where the registers say it, and its share of all income."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.measures.income_stats import FEW, UNCERTAIN
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.said import count_cell, few
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t


def draw_from_occupation(view: View) -> None:
    """The block: one row per type of occupation, over the pairs whose latest follow-up says it."""
    found = data.view_records("pages/incomes_from_occupation", view.filters)
    kinds = [r for r in found if r["occupation_type"] is not None]
    whole = next(r for r in found if r["occupation_type"] is None)
    title = t("incomes.craft.title")
    note = t("incomes.craft.note", n=number(whole["n_said"]), of=number(whole["n_pairs"])) if kinds else ""
    with block("craft", title, note, menu=whole["n_said"] > 0) as menu:
        if not whole["n_said"]:
            st.caption(t("incomes.craft.nothing"))
            return
        top = max((s for r in kinds if r["n_said"] >= FEW and (s := share_pct(r)) is not None), default=100.0)
        draw_table(
            [Column("name", t("filter.occupation")), Column("n", t("incomes.craft.n"), "number"),
             Column("median", t("incomes.craft.median"), "number"),
             Column("share", t("incomes.craft.share"), "bar", help=t("incomes.craft.share_help")),
             Column("middle", t("incomes.craft.middle"), "number", help=t("incomes.craft.middle_help"), minor=True)],
            [_row(r, _name(r), top) for r in sorted(kinds, key=lambda r: -(share_pct(r) or 0.0))],
            key="craft_table", caption=title, nothing=t("incomes.nothing"),
            total=_row(whole, t("incomes.whole"), top) if len(kinds) > 1 else None,
        )  # fmt: skip
        if whole["n_more_than_all"]:
            st.caption(f":material/warning: {t('incomes.craft.more', n=number(whole['n_more_than_all']))}")
    if menu:
        with menu:
            _draw_downloads(view, kinds, title)


def share_pct(row: dict[str, Any]) -> float | None:
    """The income from the occupation as a share of all income of the households that say it, percent."""
    return None if not row["income_baht"] else float(100 * row["earned_baht"] / row["income_baht"])


def _name(row: dict[str, Any]) -> str:
    return row["occupation_type"] or t("filter.occupation.none")


def _row(row: dict[str, Any], name: str, top: float) -> Row:
    n, share = row["n_said"], share_pct(row)
    told = n >= FEW
    cells: dict[str, str | Cell | None] = {
        "name": name,
        "n": count_cell(n, is_few=0 < n < FEW, is_uncertain=FEW <= n < UNCERTAIN),
    }
    if told:
        cells |= {
            "median": number(row["median_baht"]),
            "share": None if share is None else Cell(percent(share), share=share / max(top, 1) * 100),
            "middle": percent(row["median_share_pct"]),
        }
    return Row(row["occupation_type"] or "-", cells, tone="" if told else "faint")


def _draw_downloads(view: View, kinds: list[dict[str, Any]], title: str) -> None:
    headings = {
        "name": t("filter.occupation"),
        "pairs": t("incomes.pairs_help"),
        "n": t("incomes.craft.n"),
        "median": t("incomes.craft.median"),
        "share": t("incomes.craft.share_help"),
        "middle": t("incomes.craft.middle_help"),
    }
    rows = [
        {
            "name": _name(r),
            "pairs": few() if 0 < r["n_pairs"] < FEW else r["n_pairs"],
            "n": few() if 0 < r["n_said"] < FEW else r["n_said"],
            **(
                {"median": r["median_baht"], "share": share_pct(r), "middle": r["median_share_pct"]}
                if r["n_said"] >= FEW
                else {}
            ),
        }
        for r in kinds
    ]
    draw_downloads(
        f"occupation-income-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key="craft"
    )
