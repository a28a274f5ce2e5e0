"""The design's rules that a machine can hold, on every page and tab: what is drawn, and how numbers are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from parts import given
from streamlit.testing.v1 import AppTest

from dashboard.ui.sections import PageInfo, existing

Open = Callable[..., AppTest]
LOOKED_AT = [page for page in existing() if page.filtered]
DRAWN = {"bar", "scatter", "scattergl", "treemap", "icicle", "heatmap", "box", "histogram"}
TOO_EXACT = re.compile(r"\d\.\d{2,}\s?%")
TAB = re.compile(r"[?&]tab=(\w+)")


def parts_of(app: AppTest) -> Iterator[tuple[str, Any]]:
    for element in app.get("bidi_component"):
        yield element.proto.component_name.removeprefix("sammachip_"), given(element.proto)


def every_tab(open_app: Open, store: Path, info: PageInfo, area: str) -> Iterator[tuple[str, AppTest]]:
    """The page as it opens, then each tab that it links to."""
    first = open_app(store, f"../pages/{info.path.name}", area=area)
    yield "", first
    told = json.dumps([data for name, data in parts_of(first) if name not in ("rail", "breadcrumb")])
    for tab in dict.fromkeys(TAB.findall(told)):
        yield tab, open_app(store, f"../pages/{info.path.name}", area=area, tab=tab)


def bars_from_zero(spec: dict[str, Any]) -> bool:
    for trace in spec["data"]:
        if trace["type"] != "bar":
            continue
        long = "x" if trace.get("orientation") == "h" else "y"
        axis = spec["layout"].get(long + "axis" + (trace.get(long + "axis") or long)[1:], {})
        if "range" in axis:
            low, high = sorted(float(v) for v in axis["range"])
            if low > 0 or high < 0:
                return False
    return True


def texts_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("href", "id", "key", "link", "icon", "code"):
                yield from texts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts_in(value)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("info", LOOKED_AT, ids=lambda p: p.id)
def test_every_page_and_tab_keeps_the_rules(open_app: Open, group_store: Path, info: PageInfo) -> None:
    for tab, app in every_tab(open_app, group_store, info, "40160101" if info.id == "village" else "4016"):
        assert not app.exception, (tab, app.exception)
        for chart in app.get("plotly_chart"):
            spec = json.loads(chart.proto.spec)
            go.Figure(spec)  # raises where Plotly does not know a name or a value
            assert {trace["type"] for trace in spec["data"]} <= DRAWN, tab
            assert not any(axis.get("overlaying") for axis in spec["layout"].values() if isinstance(axis, dict)), tab
            assert bars_from_zero(spec), tab
        for name, data in parts_of(app):
            for text in texts_in(data):
                assert not TOO_EXACT.search(text), (tab, name, text)
            if name == "cards":
                for card in data["cards"]:
                    assert card["value"], (tab, card["id"])
                    assert card["value"] == "–" or card["since"] or card["target"], (tab, card["id"])
                    assert (card["status"] in ("met", "near", "behind")) <= bool(card["status_word"]), card["id"]
