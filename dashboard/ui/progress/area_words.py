"""What the picture says of one area: its value as a number, and what a hover tells."""

from __future__ import annotations

from dashboard.measures import AreaMeasures
from dashboard.ui.cards import counted, status_word
from dashboard.ui.words import measured, t


def value_of(area: AreaMeasures | None, measure: str) -> float | None:
    """The value of a measure; None when it is missing, or the area is not in the view."""
    value = area.values[measure].value if area else None
    return None if value is None else float(value)


def hover_of(name: str, area: AreaMeasures | None, measure: str) -> str:
    """Name, value with its target and status, numerator and denominator."""
    if area is None:
        return f"<b>{name}</b><br>{t('picture.no_villages')}"
    value = area.values[measure]
    status = f" · {status_word(value.status)}" if value.target is not None else ""
    return f"<b>{name}</b><br>{measured(measure, value.value, value.target)}{status}<br>{counted(value)}"
