"""The headings that this office matched by hand: each with what it means, when, by whom; and forgetting one."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.intake.taught import Lesson, columns_of
from dashboard.registers import stored
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.import_page.work import known_headings, teach
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, language, number, t

_NAMES = ("register", "heading", "column", "saved_at", "saved_by")


def draw_taught(view: View) -> None:
    """The list, nothing when nothing was taught."""
    try:
        lessons = known_headings().lessons()
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return
    if not lessons:
        return
    headings = {name: t(f"taught.{name}") for name in _NAMES}
    rows = [_plain(lesson) for lesson in lessons]
    with block("taught", t("taught.title"), t("taught.note", n=number(len(rows)))) as menu:
        draw_table(
            [
                Column(name, headings[name], minor=name.startswith("saved"))
                for name in ("heading", "register", "column", "saved_at", "saved_by")
            ],
            [Row(str(i), dict(row)) for i, row in enumerate(rows)],
            key="taught_table",
            caption=t("taught.title"),
            lead="heading",
        )
        _draw_forget(lessons)
    if menu:
        with menu:
            history = [_plain(lesson) for lesson in known_headings().versions()]
            draw_downloads("headings", headings, history, about(view, t("taught.title"), len(history)), key="taught")


def _plain(lesson: Lesson) -> dict[str, str]:
    return {
        "register": t(f"register.{lesson.register}") if lesson.register in stored() else lesson.register,
        "heading": lesson.heading,
        "column": _meaning(lesson),
        "saved_at": _moment(lesson.saved_at),
        "saved_by": lesson.saved_by or "–",
    }


def _moment(iso: str) -> str:
    moment = datetime.fromisoformat(iso)
    return f"{day(moment.date())} {moment:%H:%M}"


def _meaning(lesson: Lesson) -> str:
    if lesson.column is None:
        return t("taught.forgotten")
    known = columns_of(lesson.register) if lesson.register in stored() else {}
    return known.get(lesson.column, lesson.column) if lesson.column else t("import_page.not_used")


def _draw_forget(lessons: tuple[Lesson, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        names = {i: f"{lesson.heading} · {t(f'register.{lesson.register}')}" for i, lesson in enumerate(lessons)}
        chosen = st.selectbox(
            t("taught.which"),
            list(names),
            format_func=names.__getitem__,
            index=None,
            key="taught_which",
            placeholder=t("taught.choose"),
        )
        if st.button(t("taught.forget"), icon=":material/delete:", disabled=chosen is None) and chosen is not None:
            lesson = lessons[chosen]
            teach([Lesson(lesson.register, lesson.heading, None)])
            st.rerun()
