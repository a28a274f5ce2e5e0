"""One batch of the history: which measures it moved, its cells that were put right, its refused rows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import streamlit as st

from dashboard.intake.rejects import write_rejects
from dashboard.measures.batch_moves import fetch_batch_moves
from dashboard.store import Snapshot
from dashboard.store.history import Batch, fixes_of, refused_rows
from dashboard.thai import Language
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.cards import change_of
from dashboard.ui.download import draw_downloads
from dashboard.ui.import_report import where
from dashboard.ui.leaving import noted
from dashboard.ui.tables import Cell, Column, Row, change_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import day, language, measure_name, measure_of, measured, number, t, year

MOST_LINES = 30
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TOLD = ("file", "column", "before", "after", "why")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_moves(view: View, batch: Batch) -> None:
    """The measures of the nation before and after, and where the districts moved most."""
    rows = data.fetch(fetch_batch_moves, batch.batch_id)
    if not rows:
        st.caption(t("import_page.moved_nothing"))
        return
    names = places.names({r["area_code"] for r in rows if r["area_code"]})
    first, everything = rows[0], t("import_page.everything")
    title = t("import_page.moved", n=number(len({r["measure"] for r in rows})), areas=number(len(names)))
    note = t("import_page.on_day", year=year(first["fiscal_year"]), day=day(first["as_of"]))
    with block(f"batch_moves_{batch.batch_id}", title, note) as menu:
        shown = sorted(rows, key=lambda r: (r["area_code"] != "", -abs(_value(r, "after") - _value(r, "before"))))
        draw_table(
            [
                Column("measure", t("kpi.measure")),
                Column("area", t("league.area")),
                Column("before", t("settings.before"), "number"),
                Column("after", t("settings.after"), "number"),
                Column("change", t("settings.change"), "change"),
            ],
            [_move(i, r, names) for i, r in enumerate(shown[:MOST_LINES])],
            key=f"batch_moves_table_{batch.batch_id}",
            caption=title,
            lead="measure",
        )
        if len(shown) > MOST_LINES:
            st.caption(t("import_page.more_moves", n=number(len(shown) - MOST_LINES)))
    if menu:
        with menu:
            headings = {
                "area_code": t("download.code"),
                "area": t("league.area"),
                "measure": t("kpi.measure"),
                "before": t("settings.before"),
                "after": t("settings.after"),
            }
            plain = [
                {**r, "area": names.get(r["area_code"], everything), "measure": measure_name(r["measure"])}
                for r in rows
            ]
            draw_downloads(
                f"batch-{batch.batch_id}",
                headings,
                plain,
                about(view, title, len(rows)),
                key=f"batch_moves_{batch.batch_id}",
            )


def _value(row: dict[str, Any], when: str) -> float:
    return float(row[when] or 0)


def _move(i: int, row: dict[str, Any], names: dict[str, str]) -> Row:
    measure = row["measure"]
    change = change_of(measure, row["after"], row["before"])
    return Row(
        str(i),
        {
            "measure": measure_name(measure, short=True),
            "area": names.get(row["area_code"], t("import_page.everything")),
            "before": Cell(measured(measure, row["before"]), note=_parts(row, "before")),
            "after": Cell(measured(measure, row["after"]), note=_parts(row, "after")),
            "change": change_cell(change) if change.words else None,
        },
    )


def _parts(row: dict[str, Any], when: str) -> str:
    """Numerator of denominator, where the measure has one and there is something to count."""
    over = row[f"{when}_denominator"]
    if not measure_of(row["measure"]).has_denominator or not over:
        return ""
    return f"{number(row[f'{when}_numerator'])} / {number(over)}"


def draw_fixes(view: View, batch: Batch) -> None:
    """The cells that were put right before it was stored: what stood in the file, and what was stored."""
    rows = data.fetch(fixes_of, batch.batch_id)
    if not rows:
        return
    title = t("import_page.fixes", n=number(len(rows)))
    headings = {name: t(f"import_page.fix.{name}") for name in ("file", "row", "column", "before", "after", "why")}
    rows = [{**r, "before": _as_written(r["before"]), "after": _as_written(r["after"])} for r in rows]
    plain = [{**r, "file": where(str(r["file"]), str(r["sheet"])), "why": t(f"suggest.{r['why']}")} for r in rows]
    with block(f"batch_fixes_{batch.batch_id}", title) as menu:
        draw_table(
            [Column("row", headings["row"]), *(Column(n, headings[n]) for n in _TOLD)],
            [
                Row(str(i), {**{n: str(r[n] or "–") for n in _TOLD}, "row": str(r["row"])})
                for i, r in enumerate(plain[:MOST_LINES])
            ],
            key=f"batch_fixes_table_{batch.batch_id}",
            caption=title,
            lead="row",
        )
        if len(plain) > MOST_LINES:
            st.caption(t("import_page.more_fixes", n=number(len(plain) - MOST_LINES)))
    if menu:
        with menu:
            draw_downloads(
                f"fixes-{batch.batch_id}",
                headings,
                plain,
                about(view, title, len(plain)),
                key=f"batch_fixes_{batch.batch_id}",
            )


def _as_written(text: str | None) -> str:
    """A day as people write it, any other text as it is."""
    return day(date.fromisoformat(text)) if text and _ISO.fullmatch(text) else text or ""


def draw_rejects(batch: Batch) -> None:
    """The refused rows as a workbook; the files themselves are not kept, so it is made of the rows."""
    id_, spoken, now, areas = batch.batch_id, language(), data.snapshot(), viewer().areas
    st.download_button(
        t("import_page.rejects", n=number(batch.n_rejected)),
        noted(lambda: _rejects(now, areas, id_, spoken), "export.table", f"rejects-{id_}.xlsx", batch.n_rejected),
        f"rejects-{id_}.xlsx",
        _XLSX,
        key=f"rejects_{id_}",
        icon=":material/download:",
        on_click="ignore",
        help=t("import_page.rejects_help"),
    )


def _rejects(now: Snapshot, areas: tuple[str, ...], batch_id: int, spoken: Language) -> bytes:
    """Made when asked for, on another thread where nobody looks: of these areas only."""
    with data.reading(now, areas) as con:
        return write_rejects(refused_rows(con, batch_id), spoken)
