"""Storing what was checked, and the summary afterwards: in words, with the refused rows and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.marking import with_reasons
from dashboard.intake.rejects import write_rejects
from dashboard.intake.report import ImportReport, words_of
from dashboard.persons import without_citizen_ids
from dashboard.thai import Language
from dashboard.ui.import_page.dropped import on_disk
from dashboard.ui.import_page.result import rows_in_words
from dashboard.ui.import_page.running import carry_out, go_on
from dashboard.ui.import_page.work import WHO, Work, forget, store_now, who
from dashboard.ui.import_report import plain
from dashboard.ui.leaving import noted
from dashboard.ui.parts import part
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import language, number, t

_DONE = "_import_done"
_ROUND = "_import_round"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {".xlsx": _XLSX, ".csv": "text/csv", ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12"}
MOST_KEPT = 60 * 1024 * 1024  # bytes of files with reasons that a session keeps


@dataclass(frozen=True)
class Returned:
    """A file with its refused rows marked: its name, what it is, how many rows."""

    name: str
    data: bytes
    n: int


@dataclass(frozen=True)
class Done:
    """What was stored last in this session, and the files that have to be corrected."""

    report: ImportReport
    returned: tuple[Returned, ...]


def draw_store(work: Work, files: Sequence[Any]) -> None:
    """Who stores, the button, and the files with reasons for those who would rather correct them first."""
    report = work.report
    if report is None or not report.registers:
        return
    accepted = sum(r.new + r.changed + r.unchanged for r in report.registers)
    person = viewer()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="store_row"):
        by = person.id
        if by == "local":
            by = st.text_input(
                t("import_page.by"),
                who(),
                key="import_by",
                max_chars=100,
                placeholder=t("import_page.by_hint"),
            )
            st.session_state[WHO] = by  # a box that is not drawn forgets what was typed
        nothing = accepted == 0 and not report.rejects
        label = t("import_page.store", n=number(accepted))
        pressed = st.button(
            label,
            type="primary" if work.is_checked else "secondary",
            icon=":material/save:",
            disabled=nothing or not work.is_checked,
        )
        if report.rejects:
            _draw_returned(work, files, report)
    if report.rejects:
        st.caption(t("import_page.store_note", n=number(report.n_rejected)))
    if pressed:
        _store(work, files, by)


def _store(work: Work, files: Sequence[Any], by: str) -> None:
    def finish(report: ImportReport) -> None:
        st.session_state[_DONE] = Done(report, _returned(work, files, report, language()))
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        go_on()
        forget()

    try:
        carry_out("storing", partial(store_now, work, by), finish)
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return
    st.rerun()


def _returned(work: Work, files: Sequence[Any], report: ImportReport, spoken: Language) -> tuple[Returned, ...]:
    """Each file that has refused rows, as it came in with the reasons; what cannot be written back is made anew."""
    found, left = [], MOST_KEPT
    with on_disk(files) as paths:
        for path, _ in paths:
            rows = [row for row in report.refused if row.file == path.name]
            if not rows:
                continue
            data = with_reasons(path, path.name, work.found.tables, rows, spoken, work.fixes)
            name = t("import_page.returned_name", name=path.stem) + (path.suffix if data is not None else ".xlsx")
            data = write_rejects(rows, spoken) if data is None else data
            if len(data) <= left:
                left -= len(data)
                found.append(Returned(name, data, len(rows)))
    return tuple(found)


def _draw_returned(work: Work, files: Sequence[Any], report: ImportReport) -> None:
    spoken = language()
    refused = {row.file for row in report.refused}
    held = [file for file in files if without_citizen_ids(Path(file.name).name) in refused]
    for n, file in enumerate(held):
        name = Path(without_citizen_ids(Path(file.name).name))
        rows = sum(row.file == name.name for row in report.refused)
        plain_name = t("import_page.returned_name", name=name.stem)
        kind = name.suffix.lower() if name.suffix.lower() in _TYPES else ".xlsx"

        def make(file: Any = file, kind: str = kind) -> bytes:
            with on_disk([file]) as ((path, _),):
                mine = [row for row in report.refused if row.file == path.name]
                made = (
                    with_reasons(path, path.name, work.found.tables, mine, spoken, work.fixes)
                    if kind == path.suffix
                    else None
                )
                return write_rejects(mine, spoken) if made is None else made

        st.download_button(
            t("import_page.returned", n=number(rows))
            if len(held) == 1
            else t("import_page.returned_of", n=number(rows), file=plain(name.name)),
            noted(make, "export.table", plain_name + kind, rows),
            plain_name + kind,
            _TYPES[kind],
            key=f"returned_{n}",
            icon=":material/download:",
            on_click="ignore",
        )


def forget_done() -> None:
    """What was stored last was taken back: its summary no longer holds."""
    st.session_state.pop(_DONE, None)


def draw_done(view: View) -> None:
    """The summary of the last import of this session in words, with the refused rows and where to go next."""
    done: Done | None = st.session_state.get(_DONE)
    if done is None:
        return
    words = f"**{t('import_page.done', batch=done.report.batch)}** {rows_in_words(done.report)}"
    if done.report.rejects:
        st.warning(words, icon=":material/rule:")
    else:
        st.success(words, icon=":material/check_circle:")
    with st.container(horizontal=True, gap="small", key="next_steps"):
        for n, file in enumerate(done.returned):
            st.download_button(
                t("import_page.rejects", n=number(file.n)),
                noted(partial(bytes, file.data), "export.table", file.name, file.n),
                file.name,
                _TYPES.get(Path(file.name).suffix.lower(), _XLSX),
                key=f"done_returned_{n}",
                icon=":material/download:",
                on_click="ignore",
                type="primary",
            )
        _draw_links(view)


def _draw_links(view: View) -> None:
    links = [
        (view.link(""), "overview", "monitoring"),
        (view.link("quality"), "quality", "rule"),
    ]
    part("next_links")(
        key="next_links",
        data={
            "label": t("import_page.next"),
            "links": [{"href": href, "text": t(f"import_page.next_{id_}"), "icon": icon} for href, id_, icon in links],
        },
    )
