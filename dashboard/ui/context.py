"""ข้อมูลบริบท: what other offices published about the area, with source, unit and year.

A partial year is hatched, says its months and has no change beside it. What was added up is said.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.years import draw_years
from dashboard.measures.context import ContextYear, Indicator, fetch_context
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.context_words import figure_words, of_months, scaled, years_word
from dashboard.ui.context_year import draw_year, year_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t, year

_FEW_YEARS = 1


def draw_context(view: View, *, key: str = "context", named: str = "") -> None:
    """The block of one area: a bar chart for each indicator of several years, a table for the others.

    With `named`, only the indicators that have this word in their name.
    """
    indicators = [i for i in data.fetch(fetch_context, view.filters.area) if named.lower() in i.name.lower()]
    title = t("context.title")
    with block(key, title, t("context.note"), menu=bool(indicators)) as menu:
        if not indicators:
            st.caption(_nothing(view, named))
            return
        series = [i for i in indicators if len(i.years) > _FEW_YEARS]
        single = [i for i in indicators if len(i.years) <= _FEW_YEARS]
        as_table = shows_table(view, key)
        shares = ([1.0] * len(series[:2]) if not as_table else []) + ([1.2] if single or as_table else [])
        columns = iter(st.columns([*shares, 0.8] if len(shares) == 1 else shares, gap="medium"))
        if not as_table:
            for n, indicator in enumerate(series[:2]):
                with next(columns):
                    _draw_chart(view, indicator, key=f"{key}_{n}")
        if single or as_table:
            with next(columns):
                _draw_table(view, indicators if as_table else single, key)
        draw_year(view, indicators, key=key)
    if menu:
        with menu:
            if series:
                draw_turn(view, key)
            draw_context_files(view, indicators, title, key)


def _nothing(view: View, named: str) -> str:
    if not view.filters.area:
        return t("context.nothing_nation")
    return t("context.nothing_named", named=named) if named else t("context.nothing")


def _draw_chart(view: View, indicator: Indicator, *, key: str) -> None:
    divisor, unit = scaled(indicator)
    st.markdown(f"**{_name(indicator)}** ({unit})")
    labels = [
        figure_words(y.value / divisor) + (f"<br><i>{of_months(y)}</i>" if y.is_partial else "")
        for y in indicator.years
    ]
    figure = draw_years(
        [year(y.year).split(" ")[0] for y in indicator.years],
        [y.value / divisor for y in indicator.years],
        labels,
        [not y.is_partial for y in indicator.years],
        colours=palette(dark=is_dark()),
        size=letters(),
    )
    said = ", ".join(_spoken(y, divisor) for y in indicator.years)
    draw_chart(
        figure, [year_link(view, indicator, y.year) for y in indicator.years], height=220, key=f"{key}_chart",
        alt=t("context.alt", name=_name(indicator), unit=unit, said=said),
    )  # fmt: skip
    st.caption("  \n".join(_notes(indicator)))


def _spoken(of: ContextYear, divisor: float) -> str:
    months = f" ({of_months(of)})" if of.is_partial else ""
    return f"{number(of.year).replace(',', '')} {figure_words(of.value / divisor)}{months}"


def _name(indicator: Indicator) -> str:
    return f"{indicator.name} · {places.name(indicator.area_code)}"


def _notes(indicator: Indicator) -> list[str]:
    """Change between whole years, what was added up, the partial year, the source."""
    notes = []
    if indicator.change_pct:
        earlier, later, change = indicator.change_pct
        sign = "+" if change >= 0 else "−"
        notes.append(
            t(
                "context.change",
                earlier=year(earlier.year),
                later=year(later.year),
                change=f"{sign}{percent(abs(change))}",
            )
        )
    partial = [y for y in indicator.years if y.is_partial]
    if partial:
        notes.append(
            t(
                "context.partial",
                year=", ".join(year(y.year) for y in partial),
                n=", ".join(number(y.months) for y in partial),
            )
        )
    if indicator.summed:
        notes.append(
            t("context.summed", n=number(len(indicator.summed)), level=places.level_word(len(indicator.summed[0])))
        )
    notes.append(t("context.source", source=indicator.source or "–"))
    return notes


def _draw_table(view: View, indicators: Sequence[Indicator], key: str) -> None:
    rows = [
        Row(
            f"{i}-{y.year}",
            {
                "name": Cell(_name(indicator), note=_table_note(indicator)),
                "year": years_word(indicator, y) + (f" ({of_months(y)})" if y.is_partial else ""),
                "value": f"{figure_words(y.value)} {indicator.unit}",
            },
            href=year_link(view, indicator, y.year),
        )
        for i, indicator in enumerate(indicators)
        for y in indicator.years
    ]
    draw_table(
        [Column("name", t("context.indicator")), Column("year", t("context.which_year")),
         Column("value", t("context.value"), kind="number")],
        rows, key=f"{key}_table", caption=t("context.title"),
    )  # fmt: skip
    sources = dict.fromkeys(i.source for i in indicators if i.source)
    st.caption("  \n".join(t("context.source", source=source) for source in sources))


def _table_note(indicator: Indicator) -> str:
    if not indicator.summed:
        return ""
    return t("context.summed", n=number(len(indicator.summed)), level=places.level_word(len(indicator.summed[0])))


def draw_context_files(view: View, indicators: Sequence[Indicator], title: str, key: str) -> None:
    """Every year of some indicators as files, and the block's charts as a picture."""
    headings = {
        "code": t("download.code"),
        "area": t("context.area"),
        "name": t("context.indicator"),
        "year": t("context.which_year"),
        "kind": t("context.year_kind"),
        "months": t("context.n_months"),
        "value": t("context.value"),
        "unit": t("context.unit"),
        "summed": t("context.summed_areas"),
        "source": t("about.source"),
    }
    rows = [
        {
            "code": i.area_code,
            "area": places.full_name(i.area_code),
            "name": i.name,
            "year": y.year,
            "kind": t("context.fiscal" if i.is_fiscal_year else "context.calendar"),
            "months": y.months,
            "value": y.value,
            "unit": i.unit,
            "summed": ", ".join(i.summed),
            "source": i.source,
        }
        for i in indicators
        for y in i.years
    ]
    draw_downloads(f"context-{view.filters.area or 'nation'}", headings, rows, about(view, title, len(rows)), key=key,
                   chart=key)  # fmt: skip
