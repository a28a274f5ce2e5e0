"""What leaves the page as a file: one record or those found as a document, a table of them, the empty form.

A file is made when it is asked for, on another thread: everything of the session is read before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from dashboard import places as dopa
from dashboard.knowledge.documents import write_form, write_records
from dashboard.knowledge.finding import MOST_ROWS, SECTIONS, find_rows
from dashboard.messages import say
from dashboard.store import Snapshot
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.download import csv_bytes, xlsx_bytes
from dashboard.ui.knowledge.asked import Asked
from dashboard.ui.knowledge.search import choice_chips
from dashboard.ui.knowledge.written import LEVELS, foot_of, label_of, written
from dashboard.ui.leaving import noted
from dashboard.ui.persons import may_see_persons, shown_name
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import day, language, number, t

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_IN_DOCUMENT: Final = 100


def source_words(view: View) -> str:
    """Where the record comes from, for the foot of a printed page."""
    now = data.snapshot()
    stored = data.records("pages/last_import")[0]["stored_on"]
    source = t("about.source_is", snapshot=now.id, day=day(stored))
    return f"{t('about.source')}: {source} · {t('know.as_of', day=day(view.filters.as_of))}"


def draw_record_file(view: View, row: dict[str, Any]) -> None:
    """The button of the open record as a document of the practitioners' form."""
    snapshot = data.snapshot()
    record, foot, label = written(row, shown_name(row["owner"])), foot_of(view, snapshot), label_of(snapshot)
    file = f"{_file_name(row['title'])}.docx"
    st.download_button(
        t("know.docx"), noted(lambda: write_records([record], foot, label), "export.document", file, 1), file, DOCX,
        key="knowledge_docx", icon=":material/description:", on_click="ignore", width="stretch",
    )  # fmt: skip


def draw_list_files(view: View, asked: Asked, n_all: int, title: str) -> None:
    """The files of the list: a document, tables, and the empty form to write the next record on."""
    if n_all:
        _draw_documents(view, asked, n_all)
        _draw_tables(view, asked, n_all, title)
    draw_form_file("list")


def draw_form_file(key: str) -> None:
    """The button of the empty form."""
    st.download_button(
        t("know.form"), write_form, f"{say('th', 'form.title')}.docx", DOCX, key=f"knowledge_form_{key}",
        icon=":material/edit_document:", on_click="ignore", type="tertiary",
    )  # fmt: skip


def _draw_documents(view: View, asked: Asked, n_all: int) -> None:
    snapshot, may_see, areas = data.snapshot(), may_see_persons(), viewer().areas
    foot, label = foot_of(view, snapshot), label_of(snapshot)

    def make() -> bytes:
        rows = _rows(snapshot, areas, view, asked)[:MOST_IN_DOCUMENT]
        records = [written(r, shown_name(r["owner"], may_see=may_see)) for r in rows]
        return write_records(records, foot, label)

    words = t("know.docx_list") if n_all <= MOST_IN_DOCUMENT else t("know.docx_first", n=number(MOST_IN_DOCUMENT))
    _draw_button(words, make, f"knowledge-{view.filters.as_of}.docx", DOCX, "docx")


def _draw_tables(view: View, asked: Asked, n_all: int, title: str) -> None:
    snapshot, may_see, words, areas = data.snapshot(), may_see_persons(), language(), viewer().areas
    headings = _headings()
    limited = " · ".join(f"{chip.kind} {chip.text}" for chip in choice_chips(asked))
    facts = about(view, f"{title} ({limited})" if limited else title, min(n_all, MOST_ROWS))
    titles = (t("download.sheet_rows"), t("download.sheet_about"))
    lacks = {section: t(f"know.short.{section}") for section in SECTIONS}

    def plain() -> list[Mapping[str, object]]:
        return [_plain(row, words, lacks, may_see=may_see) for row in _rows(snapshot, areas, view, asked)]

    name = f"knowledge-{view.filters.as_of}"
    _draw_button(t("download.csv"), lambda: csv_bytes(headings, plain()), f"{name}.csv", "text/csv", "csv")
    _draw_button(
        t("download.xlsx"), lambda: xlsx_bytes(headings, plain(), facts, titles), f"{name}.xlsx", _XLSX, "xlsx"
    )
    if n_all > MOST_ROWS:
        st.caption(t("know.rows_first", n=number(MOST_ROWS), of=number(n_all)))


def _draw_button(label: str, make: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    noted_make = noted(make, "export.document" if mime == DOCX else "export.table", name)
    st.download_button(
        label, noted_make, name, mime, key=f"knowledge_list_{key}", icon=":material/download:", on_click="ignore",
        type="tertiary",
    )  # fmt: skip


def _rows(snapshot: Snapshot, areas: tuple[str, ...], view: View, asked: Asked) -> list[dict[str, Any]]:
    """The records of the list, whole, asked for without the session."""
    with data.reading(snapshot, areas) as con:
        return find_rows(con, view.filters, asked.search)


def _headings() -> dict[str, str]:
    places_above = {level: t(f"place.{level}.word") for level in ("village", *reversed(LEVELS.values()))}
    return {
        "title": t("know.title"),
        "category": t("know.facet.category"),
        "owner": t("know.owner"),
        "position": t("know.facet.position"),
        "area_code": t("download.code"),
        **places_above,
        "recorded_on": t("know.recorded"),
        "lacks": t("know.facet.lacks"),
        **{section: t(f"know.section.{section}") for section in SECTIONS},
    }


def _plain(row: dict[str, Any], words: Any, lacks: Mapping[str, str], *, may_see: bool) -> Mapping[str, object]:
    code = row["area_code"]
    above = {level: dopa.name(code[:n], words) for n, level in LEVELS.items() if len(code) >= n}
    return {
        **row,
        **above,
        "village": row["village_name"],
        "owner": shown_name(row["owner"], may_see=may_see),
        "lacks": ", ".join(lacks[section] for section in row["missing"]),
    }


def _file_name(title: str) -> str:
    """A title as the name of a file: without what systems do not take."""
    return "".join(" " if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in title).strip()[:80] or "record"
