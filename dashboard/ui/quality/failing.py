"""Why villages fail a dimension: what the dimension counts, the reasons with how many villages, the villages."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each
from dashboard.ui.quality.asked import DIMENSIONS, MOST, WARNINGS, Rows, warning_words
from dashboard.ui.quality.pieces import draw_lacking, draw_pieces
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab, chosen_tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t
from dashboard.ui.worklist import Task, draw_worklist


def chosen_dimension(view: View) -> str:
    """The dimension of the address; completeness when it names none."""
    return chosen_tab(view, DIMENSIONS, "dimension")


def draw_dimension(view: View, *, key: str = "dimension") -> None:
    """The choice of a dimension, what it counts, and its pieces or reasons."""
    tabs = [Tab(d, t(f"quality.{d}.short")) for d in DIMENSIONS]
    leaves = ("piece", "lacking_page", "failing_page")
    chosen = draw_tabs(view, tabs, key=f"{key}_choice", label=t("quality.dimensions"), own_key="dimension",
                       pills=True, leaves=leaves)  # fmt: skip
    st.caption(t(f"quality.{chosen}.definition"))
    if chosen == "completeness":
        draw_pieces(view)
    else:
        draw_reasons(view, chosen)


def draw_below(view: View) -> None:
    """The villages behind the choice: those that lack the chosen piece, or fail the chosen dimension."""
    dimension = chosen_dimension(view)
    if dimension == "completeness":
        draw_lacking(view)
    else:
        draw_failing(view, dimension)


def draw_reasons(view: View, dimension: str, *, key: str = "reasons") -> None:
    """A row per reason with its villages; a click leads to the rows behind it."""
    rows = data.view_records("pages/quality_reasons", view.filters, dimension=dimension)
    title, most = t("quality.reasons"), max((r["n_villages"] for r in rows), default=1)
    with block(key, title, t("quality.reasons.note"), menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("quality.reason")), Column("n", t("quality.reasons.villages"), "bar")],
            [
                Row(r["reason"], {
                    "name": Cell(reason_words(r["reason"]), note=t(f"quality.todo.{r['reason']}")),
                    "n": Cell(number(r["n_villages"]), share=r["n_villages"] / most * 100),
                }, href=_rows_behind(view, r["reason"]))
                for r in rows
            ],
            key=f"{key}_table", caption=title, nothing=t(f"quality.{dimension}.all_good"), stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("quality.reason"), "n_villages": t("quality.reasons.villages"),
                        "n_flaws": t("quality.warning.n")}  # fmt: skip
            plain = [{**r, "name": reason_words(r["reason"])} for r in rows]
            draw_downloads(
                f"{dimension}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key
            )


def reason_words(reason: str) -> str:
    """Why a village fails, in words: a warning, refused rows that wait, or that nothing came from it."""
    return warning_words(reason) if reason in WARNINGS else t(f"quality.because.{reason}")


def _rows_behind(view: View, reason: str) -> str:
    """The part of the page that has the rows of a reason."""
    if reason == "silent":
        return view.link(tab="silent", level="village", dimension=None, sort=None)
    if reason == "refused":
        return view.link(tab="refused", dimension=None, sort=None)
    return view.link(tab="warnings", warning=reason, dimension=None, sort=None)


def draw_failing(view: View, dimension: str, *, key: str = "failing") -> None:
    """The villages that fail the dimension, those that fail it longest first, each with every reason."""
    rows = data.view_records("pages/quality_failing", view.filters, dimension=dimension, n=MOST)
    draw_worklist(
        view, Each(rows, lambda r: _task(view, r)), key=key, title=t("quality.failing", name=t(f"quality.{dimension}")),
        n_all=rows[0]["n_all"] if rows else 0, who=t("quality.reason"), since=_since(dimension),
        nothing=t(f"quality.{dimension}.all_good"), help=t(f"quality.{dimension}.help"),
    )  # fmt: skip


def _since(dimension: str) -> str:
    return t("quality.silence.newest") if dimension == "timeliness" else ""


def _task(view: View, row: dict[str, Any]) -> Task:
    code = row["village_code"]
    return Task(
        code, who=" · ".join(_said(row["reasons"])), since=row["since_on"], href=area_link(view, code),
        officer=row["officer"] or "",
    )  # fmt: skip


def _said(reasons: Rows) -> list[str]:
    return [reason_words(r["reason"]) + (f" ({number(r['n_flaws'])})" if r["n_flaws"] > 1 else "") for r in reasons]
