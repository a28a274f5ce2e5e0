"""Where no record is written yet: how far each area is, and the villages as a list to work through."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.programme import STAGES
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.knowledge.asked import n_villages, without_of
from dashboard.ui.knowledge.files import draw_form_file
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.progress.village_heat import stage_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t
from dashboard.ui.worklist import Task, draw_worklist

MOST_AREAS = 300


def draw_coverage(view: View, *, key: str = "knowledge_coverage") -> None:
    """The block with the areas one level below: villages with a record of their own, records, those to complete."""
    rows = data.view_records("pages/knowledge_coverage", view.filters, digits=view.child_digits, n=MOST_AREAS)
    title = t("know.coverage.title")
    with block(key, title, menu=bool(rows)) as menu:
        st.caption(t("know.coverage.help"))
        names = places.plain_names(row["area_code"] for row in rows)
        draw_table(
            [
                Column("name", places.level_word(view.child_digits)),
                Column("with", t("know.coverage.with"), "bar"),
                Column("records", t("know.coverage.records"), "number"),
                Column("incomplete", t("know.coverage.incomplete"), "number"),
            ],
            [_area(view, row, names) for row in rows],
            key=f"{key}_table", caption=title, nothing=t("know.coverage.nothing"), fill=True,
            stacks=False,
        )  # fmt: skip
        if rows and rows[0]["n_all"] > len(rows):
            st.caption(t("know.rows_first", n=number(len(rows)), of=number(rows[0]["n_all"])))
        st.caption(t("know.how"))
        draw_form_file("without")
    if menu:
        with menu:
            headings = {"area_code": t("download.code"), "name": t("know.place"), "n_villages": t("know.villages"),
                        "n_with": t("know.coverage.with"), "n_records": t("know.coverage.records"),
                        "n_incomplete": t("know.coverage.incomplete")}  # fmt: skip
            plain = [{**row, "name": names[row["area_code"]]} for row in rows]
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _area(view: View, row: dict[str, Any], names: dict[str, str]) -> Row:
    code, n, n_with = row["area_code"], row["n_villages"], row["n_with"]
    share = n_with / n * 100 if n else None
    with_ = Cell(t("know.of", n=number(n_with), of=number(n)), share=share, title=percent(share)) if n else None
    return Row(
        code,
        {"name": names[code], "with": with_, "records": number(row["n_records"]),
         "incomplete": number(row["n_incomplete"])},
        href=area_link(view, code),
    )  # fmt: skip


def draw_without(view: View, *, key: str = "knowledge_without") -> None:
    """The villages to write the first record of, those furthest through the stages first, and the form for it."""
    rows = without_of(view)
    draw_worklist(
        view,
        Each(rows, _task),
        key=key,
        title=t("know.without.title"),
        n_all=rows[0]["n_all"] if rows else 0,
        who=t("know.without.sage"),
        what=t("know.without.stage"),
        since=t("know.without.since"),
        nothing=t("know.without.nothing" if n_villages(view) else "know.without.no_villages"),
        help=t("know.without.help"),
        fill=True,
    )


def _task(row: dict[str, Any]) -> Task:
    stage, more = row["stage"], row["n_sages"] - 1
    name = t(f"stage.{STAGES[stage - 1].id}.short") if stage else t("village.not_begun")
    return Task(
        row["village_code"],
        who=shown_name(row["sage"]) if row["sage"] else t("know.without.no_sage"),
        note=t("know.without.more_sages", n=number(more)) if more > 0 else "",
        what=f"{stage_of(stage)} {name}",
        since=row["stage_on"],
        officer=row["officer"] or "",
    )
