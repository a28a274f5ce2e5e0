"""A chart whose bars or points are links: a click or a touch opens the address that the same row of its table has.

    draw_chart(figure, [view.link(as_of=…) for point in points], key="plan_chart", alt=t("…"))

The address is the only memory of a click: with another address the chart is a new one with nothing selected.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dashboard.charts import CONFIG
from dashboard.charts.clicks import make_clickable
from dashboard.charts.drawn import Drawn
from dashboard.charts.theme import Figure
from dashboard.ui.parts import part


def draw_chart(
    figure: Figure,
    addresses: Sequence[str],
    *,
    key: str,
    alt: str,
    height: int | Literal["stretch"] = "stretch",
    dashed: bool = False,
    by_row: bool = False,
) -> None:
    """Draw a figure; `addresses` belong to the values of its series, '' leads nowhere (see `make_clickable`)."""
    make_clickable(figure, addresses, dashed=dashed, by_row=by_row)
    seen = "&".join(f"{name}={value}" for name, value in sorted(st.query_params.to_dict().items()))
    widget = f"{sha256(seen.encode()).hexdigest()[:8]}-{key}"
    st.plotly_chart(
        Drawn(figure), height=height, theme=None, config=CONFIG, key=widget, alt=alt, selection_mode="points",
        on_select=lambda: _follow(widget),
    )  # fmt: skip


def draw_touch() -> None:
    """Let a finger choose a bar or point of the page's charts at its first touch; draws nothing."""
    part("chart_touch")(key="chart_touch", data={})


def _follow(widget: str) -> None:
    state = st.session_state.get(widget)
    points = state.selection.points if state else []
    address = next((str(p["customdata"]) for p in points if p.get("customdata")), "")
    if address:
        st.query_params.from_dict(dict(parse_qsl(urlsplit(address).query)))
