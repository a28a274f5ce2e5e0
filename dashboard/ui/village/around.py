"""What is known of the province and district around a village, in words, to read its incomes by."""

from __future__ import annotations

import streamlit as st

from dashboard.measures.context import fetch_context
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.context import figure_words, years_word
from dashboard.ui.view import View
from dashboard.ui.words import number, t

MOST_LINES = 6


def draw_around(view: View, *, key: str = "around") -> None:
    """One line per indicator of the closest area that has it: the latest whole year, with unit and source."""
    indicators = data.fetch(fetch_context, view.filters.area)
    with block(key, t("context.title"), t("context.note"), menu=False):
        if not indicators:
            st.caption(t("context.nothing"))
            return
        lines: list[str] = []
        sources: dict[str, int] = {}
        for indicator in indicators[:MOST_LINES]:
            whole = [y for y in indicator.years if not y.is_partial]
            latest = (whole or list(indicator.years))[-1]
            sources.setdefault(indicator.source, len(sources) + 1)
            months = f", {t('context.months', n=number(latest.months))}" if latest.is_partial else ""
            lines.append(
                f"- {indicator.name} {places.name(indicator.area_code)} **{figure_words(latest.value)}** "
                f"{indicator.unit} ({years_word(indicator, latest)}{months}) [{number(sources[indicator.source])}]"
            )
        st.markdown("\n".join(lines))
        st.caption("  \n".join(f"[{number(n)}] {t('context.source', source=source)}" for source, n in sources.items()))
