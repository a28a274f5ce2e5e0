"""Bars and points of a chart that lead somewhere: each carries the address that a click on it opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.theme import Figure

_UNSEEN: dict[str, Any] = {"marker": {"opacity": 0}}


def make_clickable(fig: Figure, addresses: Sequence[str], *, dashed: bool = False, by_row: bool = False) -> None:
    """Give each value of the series that belong to `addresses` its own ('' = none): lines and bars of that length, and
    bars whose places are theirs. A dashed line is a plan or an earlier year, with other days, unless `dashed`.

    With `by_row` the points lie in rows, one address for each. A line gets points that are not seen: only points can be
    clicked.
    """
    for trace in fig["data"]:
        places = trace.get("x", ())
        if trace.get("hoverinfo") == "skip":
            continue
        if by_row:
            trace["customdata"] = [addresses[row] for row in trace["y"]]
        elif trace["type"] == "bar":
            if len(places) == len(addresses):
                trace["customdata"] = list(addresses)
            elif all(isinstance(x, int) and 0 <= x < len(addresses) for x in places):
                trace["customdata"] = [addresses[x] for x in places]  # some of the bars, by their place
        elif "hovertemplate" in trace and len(places) == len(addresses):
            if trace.get("line", {}).get("dash", "solid") != "solid" and not dashed:
                continue
            if "markers" not in trace["mode"]:
                marker = {**trace.get("marker", {}), "size": 14, "opacity": 0}
                trace.update(mode="lines+markers", marker=marker, selected=_UNSEEN, unselected=_UNSEEN)
            trace["customdata"] = list(addresses)
