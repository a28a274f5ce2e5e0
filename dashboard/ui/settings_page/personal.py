"""What is held about one person or household, as a file for them, and its erasure. For administrators of the nation.

Whom it is about stands in no address: the form is kept by the session alone.
"""

from __future__ import annotations

import streamlit as st

from dashboard.access.personal import Erased, Holding, erase, holding
from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.registers import by_name
from dashboard.store.changing import Progress
from dashboard.store.personal import Subject
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.acting import audit_log, doing
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.meeting_files.drawing import all_jobs
from dashboard.ui.settings_page.acts import may_see_personal
from dashboard.ui.settings_page.asked import store
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import language, number, t

MOST_SHOWN = 200
_FOUND, _DONE = "_person_found", "_person_done"
_FIELDS = ("name", "area", "village", "house")


def draw_personal(view: View, *, key: str = "personal") -> None:
    """The form, what was found, the file, and the erasure."""
    if not may_see_personal():
        return
    title = t("person.title")
    found: tuple[Subject, Holding] | None = st.session_state.get(_FOUND)
    has_rows = found is not None and bool(found[1].held)
    with block(key, title, t("person.note"), menu=has_rows) as menu:
        if done := st.session_state.pop(_DONE, None):
            st.success(done, icon=":material/check_circle:")
        _draw_form()
        if found is not None:
            _draw_found(*found)
            _draw_erasure(found[0])
        st.caption(t("person.stays"))
    if menu and found is not None:
        with menu:
            rows = _rows(found[1])
            headings = {name: t(f"person.{name}") for name in ("table", "place", "column", "text")}
            draw_downloads("person", headings, rows, about(view, title, len(rows)), key=key)


def _draw_form() -> None:
    with st.form("person", border=False):
        typed = {
            name: column.text_input(t(f"person.ask.{name}"), key=f"person_{name}", max_chars=120)
            for name, column in zip(_FIELDS, st.columns([4, 2, 2, 2]), strict=True)
        }
        if st.form_submit_button(t("person.find"), icon=":material/person_search:"):
            st.session_state.pop(_FOUND, None)
            try:
                subject = Subject(*(typed[name].strip() for name in _FIELDS))
                st.session_state[_FOUND] = subject, find_person(subject)
            except SammachipError as error:
                st.error(words_of(error, language()), icon=":material/error:")
            else:
                st.rerun()


def _rows(found: Holding) -> list[dict[str, object]]:
    registers = by_name()
    return [
        {
            "table": t(f"register.{held.table}") if held.table in registers else held.table,
            "place": held.place, "column": held.column, "text": held.text,
        }
        for held in found.held
    ]  # fmt: skip


def _draw_found(subject: Subject, found: Holding) -> None:
    who = " ".join(filter(None, (subject.name, subject.village, subject.house)))
    rows = _rows(found)
    draw_table(
        [Column(name, t(f"person.{name}")) for name in ("table", "place", "column", "text")],
        [Row(str(n), {name: str(text) for name, text in row.items()}) for n, row in enumerate(rows[:MOST_SHOWN])],
        key="person_table", caption=t("person.held", who=who), nothing=t("person.nothing"),
    )  # fmt: skip
    if len(rows) > MOST_SHOWN:
        st.caption(t("attention.longer", n=number(MOST_SHOWN), of=number(len(rows))))
    for file, n in found.beside:
        st.caption(t("person.beside", file=file, n=number(n)))
    st.caption(t("person.states", n=number(found.n_states), audited=number(found.n_audited)))


def _draw_erasure(subject: Subject) -> None:
    sure = st.checkbox(t("person.sure"), key=f"person_sure_{hash(subject)}")
    if st.button(t("person.erase"), icon=":material/delete_forever:", disabled=not sure, key="person_erase"):
        bar = st.progress(0.0, t("settings.storing"))

        def tell(step: str, share: float) -> None:
            bar.progress(share, t(f"progress.{step}"))

        try:
            done = erase_person(subject, tell)
        except SammachipError as error:
            st.error(words_of(error, language()), icon=":material/error:")
            return
        finally:
            bar.empty()
        facts = {"rows": done.n_rows, "states": done.n_states, "texts": done.n_texts, "sign": done.sign}
        st.session_state[_DONE] = t("person.erased", **facts)
        st.session_state.pop(_FOUND, None)
        st.rerun()


def find_person(subject: Subject) -> Holding:
    """What is held; that it was asked for is in the audit log."""
    with doing("person.held", areas=("",)) as act:
        found = holding(store(), audit_log(), subject)
        act.count = len(found.held)
    return found


def erase_person(subject: Subject, progress: Progress = lambda _step, _share: None) -> Erased:
    """Erase it, and forget what this program remembers of it."""
    done = erase(store(), audit_log(), viewer(), subject, progress)
    data.forget()
    all_jobs().clear()
    return done
