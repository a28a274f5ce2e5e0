"""A figure as it is handed on to be shown: the only thing here that knows Plotly."""

from __future__ import annotations

from typing import Any

from plotly.basedatatypes import BaseFigure

from dashboard.charts.theme import Figure


class Drawn(BaseFigure):  # type: ignore[misc]
    """A figure that is taken as it is: Plotly checks each value of plain data and copies a figure of its own."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure  # and nothing of a figure of Plotly's

    def to_dict(self) -> dict[str, Any]:
        """The figure itself."""
        return self._figure
