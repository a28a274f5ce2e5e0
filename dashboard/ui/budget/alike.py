"""Items that may be the same and are not gathered: somebody who knows decides and mends the register."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.budget.asked import MOST_PAIRS, alike_of
from dashboard.ui.download import draw_downloads
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t


def draw_alike(view: View, *, key: str = "alike") -> None:
    """The block of the pairs; nothing when there are none."""
    rows = alike_of(view)
    if not rows:
        return
    n_all = rows[0]["n_all"]
    with block(key, t("budget.alike_title"), number(n_all)) as menu:
        st.caption(t("budget.alike_help"))
        draw_table(
            [Column("name", t("budget.item")), Column("other", t("budget.other_item")),
             Column("reason", t("budget.reason"))],
            [
                Row(str(n), {
                    "name": _side(r, ""), "other": _side(r, "other_"), "reason": t(f"budget.alike.{r['reason']}"),
                })
                for n, r in enumerate(rows)
            ],
            key=f"{key}_table", caption=t("budget.alike_title"),
        )  # fmt: skip
        if n_all > MOST_PAIRS:
            st.caption(t("budget.longer", n=number(MOST_PAIRS), of=number(n_all)))
    if menu:
        with menu:
            names = ("item", "unit", "category", "n_villages", "cost_baht")
            headings = {n: t(f"budget.sheet.{n}") for n in names}
            headings |= {f"other_{n}": f"{t('budget.other_item')}: {t(f'budget.sheet.{n}')}" for n in names}
            headings["why"] = t("budget.reason")
            plain = [{**r, "why": t(f"budget.alike.{r['reason']}")} for r in rows]
            draw_downloads(f"alike-{view.filters.as_of}", headings, plain,
                           about(view, t("budget.alike_title"), len(plain)), key=key)  # fmt: skip


def _side(r: dict[str, Any], of: str) -> Cell:
    facts = [
        r[f"{of}unit"] or t("budget.no_unit"),
        *([r[f"{of}category"] or t("budget.no_category")] if r["reason"] == "category" else []),
        t("budget.n_villages", n=number(r[f"{of}n_villages"])),
    ]
    return Cell(r[f"{of}item"], note=" · ".join(facts))
