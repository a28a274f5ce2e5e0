"""What would change if the files were stored: the rows in words, the measures before and after, and where they move."""

from __future__ import annotations

import streamlit as st

from dashboard.intake.report import ImportReport
from dashboard.measures.batch_moves import BatchMoves
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.ui.blocks import block
from dashboard.ui.cards import counted
from dashboard.ui.import_page.work import Work
from dashboard.ui.settings_page.moves import draw_move_rows
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, measure_name, measured, number, t, year

MOST_AREAS = 100


def draw_result(view: View, work: Work) -> None:
    """The block; what it says is of the last dry run."""
    report, moves = work.report, work.moves
    if report is None or not report.registers:
        return
    with block("result", t("import_page.step_result"), menu=False):
        st.markdown(rows_in_words(report))
        if moves is None or not moves.compared:
            st.caption(t("import_page.not_compared"))
            return
        if not moves.nation and not moves.areas:
            st.info(
                t("import_page.nothing_moves", year=year(moves.fiscal_year), day=day(moves.as_of)),
                icon=":material/info:",
            )
            return
        st.caption(t("import_page.moves_note", year=year(moves.fiscal_year), day=day(moves.as_of)))
        if store_for_reading(read_settings()).newest() is None:
            _draw_first(moves)
            return
        title = t("import_page.moves_nation", n=number(len(moves.nation)))
        draw_move_rows(view, moves.nation, title=title, key="moves_nation", with_area=False)
        n = len({move.area_code for move in moves.areas})
        shown = moves.areas[:MOST_AREAS]
        title = t("import_page.moves_areas", n=number(n))
        draw_move_rows(view, shown, title=title, key="moves_areas", with_area=True)
        if len(moves.areas) > len(shown):
            st.caption(t("import_page.more_moves", n=number(len(moves.areas) - len(shown))))


def _draw_first(moves: BatchMoves) -> None:
    """The measures after the very first import: there is nothing to compare with, and no places to name yet."""
    title = t("import_page.moves_nation", n=number(len(moves.nation)))
    draw_table(
        [Column("measure", t("kpi.measure")), Column("after", t("settings.after"), "number")],
        [
            Row(
                move.after.measure,
                {
                    "measure": measure_name(move.after.measure),
                    "after": Cell(
                        measured(move.after.measure, move.after.value, move.after.target), note=counted(move.after)
                    ),
                },
            )
            for move in moves.nation
        ],
        key="moves_first",
        caption=title,
        lead="measure",
    )


def rows_in_words(report: ImportReport) -> str:
    """รับ 1,204 แถว …: how many rows are new, changed, unchanged and refused, by register when there are several."""
    lines = [t("import_page.rows_in_words", **_sums(report, None))]
    names = list(dict.fromkeys(r.register for r in report.registers))
    if len(names) > 1:
        lines += [
            "- " + t("import_page.rows_of", register=t(f"register.{name}"), **_sums(report, name)) for name in names
        ]
    paragraphs = [lines[0], "\n".join(lines[1:])]
    if report.applied:
        paragraphs.append(t("import_page.with_fixes", n=number(len(report.applied))))
    return "\n\n".join(filter(None, paragraphs))


def _sums(report: ImportReport, register: str | None) -> dict[str, str]:
    of = [r for r in report.registers if register in (None, r.register)]
    found = {name: sum(getattr(r, name) for r in of) for name in ("read", "new", "changed", "unchanged", "rejected")}
    return {name: number(n) for name, n in found.items()} | {
        "accepted": number(found["new"] + found["changed"] + found["unchanged"])
    }
