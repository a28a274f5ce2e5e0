"""Headings that nobody knows are matched by hand, once: the office remembers them, here and in the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.intake.headings import meanings
from dashboard.intake.tables import Row, Table
from dashboard.intake.taught import Lesson, columns_of
from dashboard.registers import REGISTERS, by_name
from dashboard.thai import cut, repair
from dashboard.ui.blocks import block
from dashboard.ui.import_page.dropped import first_rows
from dashboard.ui.import_page.facts import samples, unmatched
from dashboard.ui.import_page.work import Work, known_headings, teach
from dashboard.ui.import_report import plain, where
from dashboard.ui.words import number, t

LATER, NOT_USED = "?", ""
ABREAST = 3  # boxes in a row
MOST_HEADINGS = 40  # of a sheet that are asked about at once
_TOLD = "_import_taught"


def draw_matching(work: Work, files: Sequence[Any]) -> None:
    """A form per register with unknown headings, and one per sheet in which no register was found."""
    if told := st.session_state.pop(_TOLD, None):
        st.success(told, icon=":material/school:")
    lessons = known_headings().taught()
    asked: dict[str, tuple[Table, list[str]]] = {}
    for table in work.found.tables:
        unknown = unmatched(table, lessons)
        if unknown and table.register in by_name():
            known = asked.setdefault(table.register, (table, []))[1]
            known += [heading for heading in unknown if heading not in known]
    sheets = [(file, sheet) for file, sheet, why in work.found.ignored_sheets if why == "no_table"]
    if not asked and not sheets:
        return
    n = sum(len(unknown) for _, unknown in asked.values())
    note = t("import_page.unmatched", n=number(n)) if n else ""
    with block("matching", t("import_page.step_headings"), note, menu=False):
        st.caption(t("import_page.matching_note"))
        for register, (table, unknown) in asked.items():
            _draw_form(register, table, unknown[:MOST_HEADINGS])
        if sheets:
            top = first_rows(files, sheets)
            for file, sheet in sheets:
                if (file, sheet) in top:
                    _draw_unknown(file, sheet, top[file, sheet])


def _draw_form(register: str, table: Table, unknown: Sequence[str]) -> None:
    choices = _choices(register, table.headings)
    title = t("import_page.matching_of", register=t(f"register.{register}"), n=number(len(unknown)))
    with st.expander(title, icon=":material/help:", expanded=len(unknown) <= 6), st.form(f"match_{register}"):
        asked = {h: " · ".join(samples(table, h)) or t("import_page.sheet.blank") for h in unknown}
        chosen = _draw_choices(asked, choices, {}, f"match_{register}")
        if st.form_submit_button(t("import_page.remember"), type="primary", icon=":material/school:"):
            _remember(register, chosen)


def _draw_choices(
    asked: Mapping[str, str], choices: Mapping[str, str], guesses: Mapping[str, str], key: str
) -> dict[str, str]:
    """A box per heading with a few of its values below; heading → what it was said to be."""
    chosen = {}
    ids = list(choices)
    for start in range(0, len(asked), ABREAST):
        row = list(asked.items())[start : start + ABREAST]
        for n, (column, (heading, shown)) in enumerate(zip(st.columns(ABREAST), row, strict=False), start=start):
            with column:
                chosen[heading] = st.selectbox(
                    plain(t("import_page.heading_is", heading=heading)),
                    ids,
                    index=ids.index(guesses.get(heading, LATER)),
                    format_func=choices.__getitem__,
                    key=f"{key}_{n}_{heading}",
                )
                st.caption(plain(t("import_page.samples", samples=shown)))
    return chosen


def _choices(register: str, headings: Mapping[str, str]) -> dict[str, str]:
    """What a heading may be, the columns nothing stands for first; one that is taken says by which heading."""
    columns = columns_of(register)
    free = {column: name for column, name in columns.items() if column not in headings}
    taken = {
        column: t("import_page.taken", name=columns[column], heading=heading)
        for column, heading in headings.items()
        if column in columns
    }
    return {LATER: t("import_page.later"), NOT_USED: t("import_page.not_used"), **free, **taken}


def _remember(register: str, chosen: Mapping[str, str]) -> None:
    said = {heading: column for heading, column in chosen.items() if column != LATER}
    used = [column for column in said.values() if column != NOT_USED]
    twice = [column for column in dict.fromkeys(used) if used.count(column) > 1]
    if twice:
        both = [heading for heading, column in said.items() if column == twice[0]]
        st.error(
            plain(t("import_page.twice", name=columns_of(register)[twice[0]], headings=", ".join(both))),
            icon=":material/error:",
        )
        return
    if not said:
        st.info(t("import_page.nothing_chosen"), icon=":material/info:")
        return
    teach([Lesson(register, heading, column) for heading, column in said.items()])
    st.session_state[_TOLD] = t("import_page.remembered", n=number(len(said)))
    st.rerun()


def _draw_unknown(file: str, sheet: str, top: Sequence[Row]) -> None:
    """A sheet in which no register was found: the person says which one, and in which row its headings are."""
    key = f"unknown_{file}_{sheet}"
    rows = [n for n, row in enumerate(top) if sum(isinstance(cell, str) for cell in row) > 1]
    if not rows:
        return
    with st.expander(plain(t("import_page.unknown_sheet", where=where(file, sheet))), icon=":material/help:"):
        names = {LATER: t("import_page.later"), **{r.name: t(f"register.{r.name}") for r in REGISTERS}}
        lines = {n: cut(" | ".join(_texts(top[n])), 90) for n in rows}
        register = st.selectbox(
            t("import_page.which_register"), list(names), format_func=names.__getitem__, key=f"{key}_register"
        )
        line = st.selectbox(t("import_page.which_row"), rows, format_func=lines.__getitem__, key=f"{key}_row")
        if register == LATER:
            return
        headings = list(dict.fromkeys(_texts(top[line])))[:MOST_HEADINGS]
        choices = _choices(register, {})
        with st.form(f"{key}_form"):
            asked = {
                h: " · ".join(dict.fromkeys(_below(top, line, h))) or t("import_page.sheet.blank") for h in headings
            }
            guesses = {heading: meanings(heading).get(register, LATER) for heading in headings}
            chosen = _draw_choices(asked, choices, guesses, f"{key}_{register}")
            if st.form_submit_button(t("import_page.remember"), type="primary", icon=":material/school:"):
                _remember(register, chosen)


def _texts(row: Row) -> list[str]:
    return [repair(cell) for cell in row if isinstance(cell, str)]


def _below(top: Sequence[Row], line: int, heading: str) -> list[str]:
    at = next(c for c, cell in enumerate(top[line]) if isinstance(cell, str) and repair(cell) == heading)
    return [cut(str(row[at]), 24) for row in top[line + 1 : line + 5] if at < len(row) and row[at] is not None]
