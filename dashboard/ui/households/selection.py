"""Whether the selection follows the rule, and whether households were trained in what they wanted."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import MOST_BARS, MOST_TASKS, rows_of
from dashboard.ui.later import Each
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, percent, t
from dashboard.ui.worklist import Task, draw_worklist


def draw_selection(view: View) -> None:
    """The villages off the rule beside what was wanted and what was taught."""
    if view.filters.occupation is not None:
        st.caption(f":material/info: {t('hh.all_occupations')}")
    villages, wanted = st.columns([6.4, 5], gap="medium")
    with villages:
        _draw_villages(view)
    with wanted:
        _draw_wanted(view)


def _draw_villages(view: View) -> None:
    rows = rows_of(view, "selection")
    first = rows[0] if rows else {}
    n_all = first.get("n_all", 0)
    said = t(
        "hh.selection.said", fewer=number(first["n_fewer"]), more=number(first["n_more"]),
        late=number(first["n_with_late"]), rule=number(first["n_rule"]), of=number(first["n_villages"]),
    ) if rows else ""  # fmt: skip
    draw_worklist(
        view,
        Each(rows, _task),
        key="selection",
        title=t("hh.selection.title"),
        n_all=n_all,
        who=t("hh.selection.what"),
        more=(
            Column("n", t("hh.selection.n"), "number"),
            Column("late", t("hh.selection.late"), "number"),
        ),
        dated=False,
        nothing=t("hh.selection.nothing"),
        help=said,
        fill=True,
    )
    if n_all > MOST_TASKS:
        st.caption(t("hh.longer", n=number(MOST_TASKS), of=number(n_all)))


def _task(r: dict[str, Any]) -> Task:
    off = r["n_selected"] - r["n_rule"]
    if off < 0:
        who, tone = t("hh.selection.fewer", n=number(-off)), "behind"
    elif off > 0:
        who, tone = t("hh.selection.more", n=number(off)), "near"
    else:
        who, tone = t("hh.selection.after_training", n=number(r["n_late"])), "near"
    late = Cell(number(r["n_late"]), note=t("hh.selection.began", day=day(r["training_on"]))) if r["n_late"] else None
    return Task(
        r["village_code"],
        who=who,
        officer=r["officer"] or "",
        tone=tone,  # type: ignore[arg-type]
        tone_word=who,
        more={"n": t("hh.selection.of", n=number(r["n_selected"]), of=number(r["n_rule"])), "late": late},
        plain={"n": r["n_selected"], "late": r["n_late"]},
    )


def _draw_wanted(view: View, *, key: str = "wanted") -> None:
    rows = rows_of(view, "wanted", MOST_BARS)
    title = t("hh.wanted.title")
    with block(key, title, _said(rows), menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("hh.wanted.wanted")), Column("n", t("hh.wanted.n"), "number"),
             Column("got", t("hh.wanted.got"), "bar"), Column("instead", t("hh.wanted.instead"), minor=True)],
            [
                Row(str(i), {"name": r["occupation_wanted"], "n": number(r["n_wanted"]),
                             "got": Cell(f"{number(r['n_got'])} ({percent(_share(r))})", share=_share(r)),
                             "instead": f"{r['got_instead']} {number(r['n_instead'])}" if r["got_instead"] else None})
                for i, r in enumerate(rows)
            ],
            key=f"{key}_table", caption=title, nothing=t("hh.wanted.nothing"), fill=True,
        )  # fmt: skip
        if rows:
            st.caption(t("hh.wanted.note", n=number(rows[0]["n_both"]), of=number(rows[0]["n_trained"])))
    if menu:
        with menu:
            headings = {
                "occupation_wanted": t("hh.wanted.wanted"), "n_wanted": t("hh.wanted.n"), "n_got": t("hh.wanted.got"),
                "got_instead": t("hh.wanted.instead"), "n_instead": t("hh.wanted.n_instead"),
            }  # fmt: skip
            draw_downloads(f"{key}-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _share(r: dict[str, Any]) -> float:
    return float(r["n_got"] / r["n_wanted"] * 100)


def _said(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    same, both = rows[0]["n_same"], rows[0]["n_both"]
    return t("hh.wanted.said", n=number(same), share=percent(same / both * 100))
