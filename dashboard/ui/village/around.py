"""What is known of the province and district around a village, to read its incomes by."""

from __future__ import annotations

import streamlit as st

from dashboard.measures.context import fetch_context
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.context import draw_context_files
from dashboard.ui.context_words import figure_words, years_word
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t

MOST_LINES = 6


def draw_around(view: View, *, key: str = "around") -> None:
    """One line per indicator of the closest area that has it: the latest whole year, with unit and source."""
    indicators = data.fetch(fetch_context, view.filters.area)[:MOST_LINES]
    with block(key, t("context.title"), t("context.note"), menu=bool(indicators)) as menu:
        if not indicators:
            st.caption(t("context.nothing"))
            return
        rows = []
        for indicator in indicators:
            whole = [y for y in indicator.years if not y.is_partial]
            latest = (whole or list(indicator.years))[-1]
            months = f" ({t('context.months', n=number(latest.months))})" if latest.is_partial else ""
            where = f"{places.name(indicator.area_code)} · {years_word(indicator, latest)}{months}"
            value = f"{figure_words(latest.value)} {indicator.unit}"
            rows.append(Row(indicator.name, {"name": Cell(indicator.name, note=where), "value": value}))
        draw_table(
            [Column("name", t("context.indicator")), Column("value", t("context.value"), kind="number")],
            rows,
            key=f"{key}_table",
            caption=t("context.title"),
            stacks=False,
        )
        sources = dict.fromkeys(indicator.source for indicator in indicators if indicator.source)
        st.caption("  \n".join(t("context.source", source=source) for source in sources))
    if menu:
        with menu:
            draw_context_files(view, indicators, t("context.title"), key)
