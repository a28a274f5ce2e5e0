"""Rows that imports refused and nobody has brought right: by register and reason, each with its reasons, to correct."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from dashboard.intake.rejects import reason_in_words, write_rejects
from dashboard.store.history import Refused
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.count_files import draw_count_files
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.leaving import noted
from dashboard.ui.persons import may_see_persons
from dashboard.ui.quality.asked import MOST, refused_counts_of
from dashboard.ui.sections import script_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import FRAME_KEYS, View
from dashboard.ui.words import day, language, number, t
from dashboard.ui.worklist import SHOWN, asked_page, draw_pager, within

MOST_TO_CORRECT = 20_000  # rows of the workbook that goes back to be corrected
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_refused_counts(view: View, *, key: str = "refused_by") -> None:
    """By register and by reason, each a link that limits the list; and by area, which leads down."""
    counts = refused_counts_of(view)
    if not counts["register"]:
        return
    for kind, said in (("register", _register), ("reason", _short_reason)):
        chosen = view.get(kind)
        rows = [
            Row(id_, {"name": Cell(said(id_), note=_fix(id_) if kind == "reason" else ""), "n": number(n)},
                href=view.link(**{kind: None if id_ == chosen else id_, "refused_page": None}),
                tone="here" if id_ == chosen else "")
            for id_, n in counts[kind].items()
        ]  # fmt: skip
        _draw_counts(view, rows, [(said(id_), n) for id_, n in counts[kind].items()], kind, key)
    areas = {code: n for code, n in counts["area"].items() if len(code) > len(view.filters.area)}
    unknown = sum(counts["area"].values()) - sum(areas.values())
    names = places.names(areas)
    rows = [Row(code, {"name": names[code], "n": number(n)}, href=view.link(area=code, refused_page=None))
            for code, n in areas.items()]  # fmt: skip
    named = [(names[code], n) for code, n in areas.items()]
    if unknown:
        named.append((t("quality.refused.nowhere"), unknown))
        rows.append(Row("", {"name": t("quality.refused.nowhere"), "n": number(unknown)}))
    _draw_counts(view, rows, named, "area", key)


def _draw_counts(view: View, rows: list[Row], counts: list[tuple[str, int]], kind: str, key: str) -> None:
    title = t(f"quality.refused.by_{kind}")
    with block(f"{key}_{kind}", title, menu=bool(rows)) as menu:
        draw_table(
            [Column("name", title), Column("n", t("quality.refused.rows"), "number")], rows,
            key=f"{key}_{kind}_table", caption=title, nothing=t("quality.refused.none"), stacks=False, fill=True,
        )  # fmt: skip
    draw_count_files(view, menu, title, (title, t("quality.refused.rows")), counts, key=f"{key}_{kind}")


def _register(name: str) -> str:
    return t(f"register.{name}")


def _short_reason(code: str) -> str:
    """A reason in a few words, without the cell it is about."""
    return t(f"quality.reason.{code}")


def _fix(code: str) -> str:
    """What to do about a reason."""
    return t(f"quality.fix.{code}")


def draw_refused(view: View, *, key: str = "refused") -> None:
    """The rows, a page at a time, with a workbook to correct them in and a list to take along."""
    register, reason = view.get("register") or None, view.get("reason") or None
    counts = refused_counts_of(view)
    draw_chips(view, _chips(register, reason), key=f"{key}_chips")
    wanted = {"reason": reason, "register": register}
    rows = data.view_records("pages/quality_refused", view.filters, **wanted, n=MOST)
    n_all = rows[0]["n_all"] if rows else 0
    title = t("quality.refused")
    with block(key, title, number(n_all), menu=bool(rows)) as menu:
        if counts["register"]:
            st.caption(t("quality.refused.help"))
            _draw_ways(view, wanted, n_all, key)
        page = asked_page(view, "refused_page", len(rows))
        draw_table(
            [Column("row", t("quality.refused.row")), Column("why", t("quality.refused.why")),
             Column("where", t("quality.refused.where")), Column("on", t("explain.stored_on"), "number")],
            [_row(view, i, r) for i, r in enumerate(rows[page * SHOWN : (page + 1) * SHOWN])],
            key=f"{key}_table", caption=title, lead="row",
            nothing=t("quality.refused.none_so" if counts["register"] else "quality.refused.nothing"),
        )  # fmt: skip
        if len(rows) > SHOWN:
            word = t("worklist.page", first=number(page * SHOWN + 1), last=number(min((page + 1) * SHOWN, len(rows))),
                     of=number(n_all))  # fmt: skip
            pages = (len(rows) - 1) // SHOWN + 1
            draw_pager(view, "refused_page", page + 1, pages, word, key=f"{key}_pages")
    if menu:
        with menu:
            headings = {"file": t("explain.file"), "sheet": t("quality.refused.sheet"), "row": t("quality.refused.row"),
                        "register": t("explain.register"), "why": t("quality.refused.why"),
                        "fix": t("quality.refused.fix"), "code": t("download.code"),
                        "where": t("quality.refused.where"),
                        "batch": t("quality.refused.batch"), "on": t("explain.stored_on")}  # fmt: skip
            plain = Later(len(rows), lambda: [_plain(r) for r in rows])
            draw_downloads(f"refused-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _chips(register: str | None, reason: str | None) -> list[Chip]:
    chips = [Chip("register", t("explain.register"), _register(register))] if register else []
    return chips + ([Chip("reason", t("quality.refused.why"), _short_reason(reason))] if reason else [])


def _reasons(row: dict[str, Any]) -> list[str]:
    """The reasons in words; without the cell's own text where a person may stand in it and must not be seen."""
    found = []
    for r in row["reasons"]:
        value = r["value"] if may_see_persons() or r["value"] is None else t("persons.hidden")
        found.append(reason_in_words((r["column"], value, r["code"], json.loads(r["facts"])), language()))
    return list(dict.fromkeys(found))


def _fixes(row: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(_fix(r["code"]) for r in row["reasons"]))


def _where(row: dict[str, Any]) -> str:
    return places.name(row["place_code"]) if row["place_code"] else t("quality.refused.nowhere")


def _row(view: View, id_: int, row: dict[str, Any]) -> Row:
    where = row["place_code"]
    columns = ", ".join(dict.fromkeys(r["column"] for r in row["reasons"]))
    down = area_link(view, where) if len(where) == 8 else view.link(area=where, refused_page=None)
    return Row(
        str(id_),
        {
            "row": Cell(f"{row['file']}" + (f" › {row['sheet']}" if row["sheet"] else ""),
                        note=f"{t('quality.refused.row')} {number(row['row'])} · {_register(row['register'])}"),
            "why": Cell(" / ".join(_reasons(row)), note=columns),
            "where": Cell(_where(row), note=within(where) if where else "",
                          href=down if where and where != view.filters.area else ""),
            "on": Cell(day(row["stored_at"].date()), note=t("import_page.batch", batch=row["batch_id"])),
        },
    )  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, object]:
    return {
        "file": row["file"], "sheet": row["sheet"], "row": row["row"], "register": _register(row["register"]),
        "why": "\n".join(_reasons(row)), "fix": "\n".join(_fixes(row)), "code": row["place_code"],
        "where": _where(row), "batch": row["batch_id"], "on": row["stored_at"].date(),
    }  # fmt: skip


def _draw_ways(view: View, wanted: dict[str, str | None], n_all: int, key: str) -> None:
    """The workbook to correct, and the page where it goes in again."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}_ways"):
        if n_all and may_see_persons():
            _draw_workbook(view, wanted, n_all, key)
        draw_import_link(view)


def draw_import_link(view: View) -> None:
    """The way to the import page, which keeps this view for the way back."""
    query = {key: value for key, value in view.to_query().items() if key in FRAME_KEYS}
    st.page_link(
        script_of("import"), label=t("quality.go_import"), icon=":material/upload_file:", query_params=query
    )  # fmt: skip


def _draw_workbook(view: View, wanted: dict[str, str | None], n_all: int, key: str) -> None:
    """The refused rows as the office's own sheets, ready to be corrected and dropped in again."""
    filters, spoken = view.filters, language()
    rows = data.view_records("pages/quality_refused", filters, **wanted, n=MOST_TO_CORRECT)
    file = f"refused-{filters.as_of}.xlsx"
    st.download_button(
        t("quality.refused.workbook", n=number(min(n_all, MOST_TO_CORRECT))),
        noted(lambda: write_rejects([_refused(r) for r in rows], spoken), "export.table", file, len(rows)),
        file, _XLSX, key=f"{key}_workbook", icon=":material/edit_document:",
        on_click="ignore",
    )  # fmt: skip


def _refused(row: dict[str, Any]) -> Refused:
    reasons = tuple((r["column"], r["value"], r["code"], json.loads(r["facts"])) for r in row["reasons"])
    return Refused(row["register"], row["file"], row["sheet"], row["row"], json.loads(row["cells"]), reasons)
