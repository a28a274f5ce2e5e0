"""Answers made of the same parts: what a view is and what its areas are, now and on the day beside it, are sums
over the areas one level below. The parts are asked once; planning a query takes longer than adding them up.

It must not know where parts are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from dashboard.filters import Filters
from dashboard.measures.fetching import (
    DIGITS,
    fetch_changes,
    fetch_measures,
    fetch_series,
    fetch_targets,
    measures_from,
    series_from,
)
from dashboard.measures.income import fetch_income_detail, fetch_pairs, income_from
from dashboard.measures.stages import fetch_counts, fetch_stages, stages_from

Ask = Callable[..., Any]


@dataclass(frozen=True)
class Parts:
    """What is asked for an answer, each `ask(connection, *args)`, and what makes it of them: `make(*parts)`."""

    asked: tuple[tuple[Ask, tuple[Any, ...]], ...]
    make: Callable[..., Any]


def parts_of(ask: Ask, *args: Any, **facts: Any) -> Parts | None:
    """The parts of `ask(connection, *args, **facts)`; None where it is asked by itself."""
    split = _SPLIT.get(ask)
    return split(*args, **facts) if split else None


def of_area(area: str, *args: Any, **facts: Any) -> tuple[tuple[Any, ...], dict[str, Any]] | None:
    """What an ask that has parts is given, as the page of another area gives it: a level is as far below that area.

    None where there is no such level.
    """
    filters: Filters = next(value for value in (*args, *facts.values()) if isinstance(value, Filters))
    lower = (len(area) - len(filters.area)) // 2

    def moved(value: Any) -> Any:
        if isinstance(value, Filters):
            return value.of(area)
        return _LEVELS[_LEVELS.index(value) + lower] if value in _LEVELS else value

    try:
        return tuple(map(moved, args)), {name: moved(value) for name, value in facts.items()}
    except IndexError:
        return None


_LEVELS = list(DIGITS)


def _measures(filters: Filters, by: str | None = None, measures: object = None, targets: object = None) -> Parts | None:
    if measures is not None or targets is not None:
        return None
    changes = fetch_changes, (_plain(filters), *_areas_and_days(filters, by))
    of_year = fetch_targets, (filters.fiscal_year,)
    return Parts((changes, of_year), partial(measures_from, filters=filters, by=by))


def _stages(filters: Filters, by: str | None = None) -> Parts:
    counts = fetch_counts, (_plain(filters), *_areas_and_days(filters, by))
    return Parts((counts,), partial(stages_from, filters=filters, by=by))


def _series(filters: Filters, measures: Iterable[str], days: Sequence[date]) -> Parts:
    wanted = tuple(measures)
    changes = fetch_changes, (_plain(filters), len(filters.area), tuple(days), wanted)
    return Parts((changes,), partial(series_from, measures=wanted, days=days))


def _income(filters: Filters) -> Parts:
    changes = fetch_changes, (_plain(filters), *_areas_and_days(filters, None))
    return Parts(((fetch_pairs, (filters, len(filters.area))), changes), partial(income_from, filters=filters))


_SPLIT: Mapping[Ask, Callable[..., Parts | None]] = {
    fetch_measures: _measures,
    fetch_stages: _stages,
    fetch_series: _series,
    fetch_income_detail: _income,
}


def _plain(filters: Filters) -> Filters:
    """The villages of a view, whatever day it is on and is compared with."""
    return replace(filters, as_of=filters.status_on or filters.as_of, status_on=None, compare_on=None)


def _areas_and_days(filters: Filters, by: str | None) -> tuple[int, tuple[date, ...]]:
    """The code length of the areas to ask for, one level below the view, and the days: its own, the one that it is
    compared with, the one that its villages stand so on. Of smaller areas, which are many, its own day alone.
    """
    digits = filters.child_digits
    if DIGITS[by or "nation"] > digits:
        return DIGITS[by or "nation"], (filters.as_of,)
    return digits, tuple(
        sorted({filters.as_of, filters.compare_on or filters.as_of, filters.status_on or filters.as_of})
    )
