"""One year of a published figure, area by area: what a click on a year's bar leads to."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.measures.context import Indicator, fetch_context_parts
from dashboard.ui import data, places
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.context_words import figure_words, of_months, scaled, years_word
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t

KEY = "published"


def year_link(view: View, indicator: Indicator, year: int) -> str:
    """The address of the year's figures of the areas below; for an area's own figure, of all areas beside it.

    The chosen year leads back to none; '' where there is nothing above to look at.
    """
    whole = indicator.area_code if indicator.summed else indicator.area_code[:-2]
    asked = f"{year}.{indicator.name}"
    if not whole:
        return ""
    return view.link(area=whole, **{KEY: None if view.get(KEY) == asked else asked})


def draw_year(view: View, indicators: Sequence[Indicator], *, key: str) -> None:
    """The year that the address asks for: its chip, and the areas below ranked; nothing when none is asked.

    `indicators` are those of the whole area: where the year is their sum, each part says its share.
    """
    asked, _, name = view.get(KEY).partition(".")
    if not asked.isascii() or not asked.isdigit():
        return
    parts = data.fetch(fetch_context_parts, view.filters.area, name, int(asked))
    year = years_word(parts[0], parts[0].years[0]) if parts else asked
    draw_chips(view, [Chip(KEY, name, year)], key=f"{key}_year_chips")
    if not parts:
        st.caption(t("context.no_parts"))
        return
    is_summed = any(i.summed and i.name == name for i in indicators)
    _draw_parts(view, parts, year, is_summed=is_summed, key=f"{key}_year_table")


def _draw_parts(view: View, parts: Sequence[Indicator], year: str, *, is_summed: bool, key: str) -> None:
    values = {part.area_code: part.years[0].value for part in parts}
    divisor, unit = scaled(max(parts, key=lambda part: part.years[0].value))
    whole, most = sum(values.values()) if is_summed else 0, max(map(abs, values.values())) or 1
    names, title = places.names(values), f"{parts[0].name} ({unit}) {year}"
    draw_table(
        [Column("name", places.level_word(len(parts[0].area_code))), Column("value", title, "bar")],
        [
            Row(part.area_code, {
                "name": Cell(names[part.area_code], note=of_months(part.years[0])),
                "value": Cell(figure_words(value / divisor), share=abs(value) / most * 100,
                              note=t("context.share", percent=percent(value / whole * 100)) if whole else ""),
            }, href=area_link(view, part.area_code))
            for part in parts
            for value in [values[part.area_code]]
        ],
        key=key, caption=title,
    )  # fmt: skip
    if whole:
        st.caption(t("context.parts_sum", n=number(len(parts)), sum=figure_words(whole / divisor), unit=unit))
