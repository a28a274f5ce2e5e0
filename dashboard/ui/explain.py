"""A number explains itself: what it means, how it was divided, its target, its SQL, its imports and its rows.

    if clicked := draw_cards(…): explain(clicked, view)

The same dialog for every measure on every page.
"""

from __future__ import annotations

import streamlit as st

from dashboard import sql
from dashboard.measures import MeasureValue, fetch_measures
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.behind import draw_imports, registers_behind
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.cards import counted, status_word, target_words
from dashboard.ui.definitions import exact, formula
from dashboard.ui.download import draw_downloads
from dashboard.ui.import_report import plain
from dashboard.ui.picture_file import begin_block
from dashboard.ui.tables import Column, Row, bar_cell, draw_table
from dashboard.ui.target_source import rule_words, target_source
from dashboard.ui.view import View
from dashboard.ui.words import day, measure_name, measure_of, number, t

_LONGEST_LIST = 300


def explain(measure: str, view: View) -> None:
    """Open the explanation of a measure in this view."""

    @st.dialog(measure_name(measure), width="large")
    def _dialog() -> None:
        begin_block("")  # what is drawn here stands in no block
        value = data.fetch(fetch_measures, view.filters)[0].values[measure]
        _draw_meaning(value, view)
        rows, imports, text = st.tabs([t("explain.rows"), t("explain.imports"), t("explain.sql")])
        with rows:
            _draw_rows(measure, view)
        with imports:
            draw_imports(registers_behind(f"measures/{measure}"), view)
        with text:
            st.caption(t("explain.sql_help"))
            st.code(sql.text(f"measures/{measure}"), language="sql")

    _dialog()


def _draw_meaning(value: MeasureValue, view: View) -> None:
    st.write(t(f"measure.{value.measure}.definition"))
    with st.container(key="explain_formula"):
        st.header(formula(value), anchor=False)
    facts = [
        counted(value),
        *([f"{status_word(value.status)} · {target_words(value)}"] if value.target else []),
        plain(target_source(value, view.filters.fiscal_year)),
        rule_words(value.measure, view.filters.fiscal_year),
        t("explain.as_of", day=day(view.filters.as_of)),
    ]
    st.caption(" · ".join(filter(None, facts)))


def _draw_rows(measure: str, view: View) -> None:
    digits = view.child_digits
    level = ("nation", "province", "district", "subdistrict", "village")[digits // 2]
    words = {name: t(f"place.{name}.word") for name in (level, "village")}
    depth = (
        st.segmented_control(
            t("explain.rows_by"),
            list(words),
            default=level,
            key="explain_depth",
            format_func=words.__getitem__,
            label_visibility="collapsed",
        )
        or level
    )
    areas = [a for a in data.fetch(fetch_measures, view.filters, by=depth) if _counts(a.values[measure])]
    has_denominator = measure_of(measure).has_denominator
    areas.sort(key=lambda a: (a.values[measure].value is None, a.values[measure].value or 0, a.area_code))
    top = max([float(a.values[measure].value or 0) for a in areas], default=1) or 1
    full = 100 if measure_of(measure).unit == "percent" and top <= 100 else top
    names = places.names(a.area_code for a in areas)
    columns = [
        Column("name", t(f"place.{depth}.word")),
        Column("value", t("explain.value"), kind="bar"),
        Column("n", t("explain.numerator"), kind="number"),
    ]
    if has_denominator:
        columns.append(Column("of", t("explain.denominator"), kind="number"))
    rows = [
        Row(
            a.area_code,
            {
                "name": names[a.area_code],
                "value": bar_cell(a.values[measure], full=full),
                "n": exact(a.values[measure].numerator),
                "of": exact(a.values[measure].denominator or 0) if has_denominator else None,
            },
            href=area_link(view, a.area_code),
        )
        for a in areas[:_LONGEST_LIST]
    ]
    draw_table(columns, rows, key="explain_rows", caption=measure_name(measure), nothing=t("explain.no_rows"))
    if len(areas) > _LONGEST_LIST:
        st.caption(t("attention.longer", n=number(_LONGEST_LIST), of=number(len(areas))))
    headings = {
        "code": t("download.code"),
        "name": t(f"place.{depth}.word"),
        "value": measure_name(measure),
        "n": t("explain.numerator"),
        "of": t("explain.denominator"),
    }
    plain = [
        {
            "code": a.area_code,
            "name": names[a.area_code],
            "value": a.values[measure].value,
            "n": a.values[measure].numerator,
            "of": a.values[measure].denominator,
        }
        for a in areas
    ]
    with st.container(horizontal=True):
        draw_downloads(
            f"{measure}-{view.filters.as_of}",
            headings,
            plain,
            about(view, measure_name(measure), len(plain)),
            key="explain",
        )


def _counts(value: MeasureValue) -> bool:
    return bool(value.denominator or value.numerator)
