"""A card for every sheet of the dropped files: which register, which year and area, its rows, its headings, its result.

Files that cannot be used stand below in the words of the problem.
"""

from __future__ import annotations

import streamlit as st

from dashboard.intake.report import ImportReport, words_of
from dashboard.intake.tables import Table
from dashboard.ui import places
from dashboard.ui.blocks import block
from dashboard.ui.import_page.facts import facts_of, unmatched
from dashboard.ui.import_page.work import Work, known_headings, tables
from dashboard.ui.import_report import plain, where
from dashboard.ui.parts import part
from dashboard.ui.words import language, number, t, year


def draw_cards(work: Work) -> None:
    """The cards, and what was not used and why."""
    for problem in work.found.problems:
        st.error(words_of(problem, language()), icon=":material/error:")
    if not work.found.tables and not work.found.problems and not work.found.ignored_sheets:
        st.error(t("error.nothing_recognised"), icon=":material/error:")
    for file, sheet, why in work.found.ignored_sheets:
        st.warning(
            plain(t("import.ignored_sheet", where=where(file, sheet), why=t(f"ignored.{why}"))), icon=":material/help:"
        )
    dropped = dict.fromkeys(text for table in work.found.tables for text in table.dropped_columns)
    if work.found.tables:
        n = len(work.found.tables)
        with block("recognised", t("import_page.step_files"), t("import_page.n_tables", n=number(n)), menu=False):
            cards = [_card(work, i, table) for i, table in tables(work)]
            part("intake_cards")(key="intake_cards", data={"label": t("import_page.step_files"), "cards": cards})
    if dropped:
        st.info(plain(t("import.dropped_columns", columns=", ".join(dropped))), icon=":material/shield_person:")


def _card(work: Work, i: int, table: Table) -> dict[str, object]:
    facts = facts_of(table)
    unknown = unmatched(table, known_headings().taught())
    matched = len(table.headings)
    lines = [
        {"name": t("import_page.year"), "text": ", ".join(year(y) for y in facts.years)},
        {"name": t("import_page.area"), "text": _areas(facts.areas, facts.n_areas)},
        {"name": t("import_page.rows"), "text": number(len(table.rows))},
        {
            "name": t("import_page.headings"),
            "text": t("import_page.matched", n=number(matched)),
            "warning": t("import_page.unmatched", n=number(len(unknown))) if unknown else "",
        },
        {"name": t("import_page.skipped"), "text": _skipped(table)},
    ]
    return {
        "title": t(f"register.{table.register}"),
        "where": where(table.file, table.sheet),
        "lines": [line for line in lines if line["text"]],
        "counts": _counts(work.report, work, i) if work.report else [],
        "notes": _notes(work.report, table) if work.report else [],
    }


def _areas(areas: tuple[str, ...], n: int) -> str:
    names = ", ".join(places.name(area) if area.isdigit() else area for area in areas)
    return names + (" " + t("import_page.more_areas", n=number(n - len(areas))) if n > len(areas) else "")


def _skipped(table: Table) -> str:
    return " · ".join(t("import.skipped", reason=t(f"skipped.{reason}"), n=n) for reason, n in table.skipped.items())


def _counts(report: ImportReport, work: Work, i: int) -> list[dict[str, object]]:
    """What became of the rows, told on the first card of a sheet's register: the report adds up its tables."""
    table = work.found.tables[i]
    key = (table.register, table.file, table.sheet)
    same = [n for n, other in tables(work) if (other.register, other.file, other.sheet) == key]
    if same[0] != i:
        return []
    found = next((r for r in report.registers if (r.register, r.file, r.sheet) == key), None)
    if found is None:
        return []
    return [
        {
            "name": t(f"import_page.{name}"),
            "n": number(getattr(found, name)),
            "kind": name,
            "none": not getattr(found, name),
        }
        for name in ("new", "changed", "unchanged", "rejected")
    ]


def _notes(report: ImportReport, table: Table) -> list[str]:
    key = (table.register, table.file, table.sheet)
    found = next((r for r in report.registers if (r.register, r.file, r.sheet) == key), None)
    warnings = found.warnings.items() if found else ()
    return [t("import.warning", words=t(f"warning.{code}"), n=n) for code, n in warnings]
