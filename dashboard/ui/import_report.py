"""What an import report looks like: recognised sheets with their counts, every bad cell marked and explained."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.intake.rejects import reason_in_words
from dashboard.intake.report import ImportReport, RegisterReport, words_of
from dashboard.registers import PLACE_CODES, PLACE_NAMES, stored
from dashboard.store.history import Refused
from dashboard.ui.words import language, number, t

MOST_ROWS = 100
_WHY_PX, _ROW_PX = 420, 76  # room for three lines of a reason
_COUNTS = ("read", "new", "changed", "unchanged", "rejected")


def draw_recognised(report: ImportReport) -> None:
    """A line per register and sheet with its counts; how its headings were understood; what was not used."""
    for problem in report.problems:
        st.error(words_of(problem, language()), icon=":material/error:")
    if not report.registers:
        st.error(t("error.nothing_recognised"), icon=":material/error:")
    else:
        lines = [
            {
                t("import_page.register"): t(f"register.{r.register}"),
                t("import_page.where"): _where(r.file, r.sheet),
            }
            | {t(f"import_page.{c}"): getattr(r, c) for c in _COUNTS}
            | {t("import_page.skipped"): sum(r.skipped.values())}
            for r in report.registers
        ]
        st.dataframe(pd.DataFrame(lines), hide_index=True, width="stretch")
        for r in report.registers:
            _draw_details(r)
    for file, sheet, why in report.ignored_sheets:
        st.caption(t("import.ignored_sheet", where=_where(file, sheet), why=t(f"ignored.{why}")))


def _draw_details(r: RegisterReport) -> None:
    notes = [t("import.skipped", reason=t(f"skipped.{reason}"), n=n) for reason, n in r.skipped.items()]
    warned = [t("import.warning", words=t(f"warning.{code}"), n=n) for code, n in r.warnings.items()]
    if r.dropped_columns:
        st.info(t("import.dropped_columns", columns=", ".join(r.dropped_columns)), icon=":material/shield_person:")
    title = t("import_page.details", register=t(f"register.{r.register}"), where=_where(r.file, r.sheet))
    with st.expander(title, icon=":material/table_rows:" if not warned else ":material/warning:"):
        for line in (*warned, *notes):
            st.markdown(f"- {plain(line)}")
        if r.ignored_columns:
            st.markdown("- " + plain(t("import.ignored_columns", columns=", ".join(r.ignored_columns))))
        matched = [
            {t("import_page.heading"): heading, t("import_page.understood"): _meaning(r.register, column)}
            for column, heading in r.headings.items()
        ]
        st.dataframe(pd.DataFrame(matched), hide_index=True)


def _meaning(register: str, column: str) -> str:
    """The contract's heading for a stored or place column."""
    declared = stored()[register]
    known = PLACE_NAMES | PLACE_CODES[declared.place] | {c.name: c.headings for c in declared.columns}
    return known[column][0]


def draw_problems(report: ImportReport) -> None:
    """Every refused row as it stands in the sheet, bad cells marked, the reasons beside it; bounded per sheet."""
    if not report.refused:
        return
    st.subheader(t("import_page.problems", n=number(report.n_rejected)), anchor=False)
    sheets: dict[tuple[str, str, str], list[Refused]] = defaultdict(list)
    for row in report.refused:
        sheets[row.file, row.sheet, row.register].append(row)
    for (file, sheet, register), rows in sheets.items():
        st.markdown(plain(f"{t(f'register.{register}')} · {_where(file, sheet)}"))
        _draw_rows(rows[:MOST_ROWS])
        if len(rows) > MOST_ROWS:
            st.caption(t("import_page.more_rows", n=number(len(rows) - MOST_ROWS)))


def _draw_rows(rows: list[Refused]) -> None:
    spoken = language()
    why, row_name = t("import_page.why"), t("import_page.row")
    bad = [{column for column, *_ in r.reasons} for r in rows]
    frame = pd.DataFrame(
        [
            {row_name: r.row, why: " · ".join(dict.fromkeys(reason_in_words(x, spoken) for x in r.reasons))} | r.cells
            for r in rows
        ]
    ).fillna("")

    def mark(line: pd.Series[Any]) -> list[str]:
        return [
            "background-color: #fbe3dc; color: #7a1f0c" if c in bad[int(str(line.name))] else "" for c in line.index
        ]

    wide = {
        why: st.column_config.TextColumn(width=_WHY_PX),
        row_name: st.column_config.NumberColumn(width="small"),
    }
    st.dataframe(
        frame.style.apply(mark, axis=1), hide_index=True, width="stretch", column_config=wide, row_height=_ROW_PX
    )


def _where(file: str, sheet: str) -> str:
    return f"{file} · {sheet}" if sheet else file


def plain(text: str) -> str:
    """Text from a file inside markdown, its marks taken literally."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|<>~:$" else c for c in text)
