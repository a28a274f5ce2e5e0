"""Rates of areas that who looks may not read, as numbers: what may be told of them to compare with, and no counts.

A scenario of somebody with areas of their own may say "as the best district of the province". The rates of the others
are then brought rounded (`measures.beyond.fetch_rates`) and stand in the scenario like a number that was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from dashboard.errors import OutsideYourAreas
from dashboard.filters import Filters
from dashboard.measures.beyond import fetch_rates
from dashboard.measures.judging import BY_ID
from dashboard.measures.results import AreaMeasures
from dashboard.scenario.address import RATED
from dashboard.scenario.changes import BEST, MEDIAN, RateAs, Stack, Step
from dashboard.scenario.fetching import LEVELS, Ask

if TYPE_CHECKING:
    import duckdb


def with_told_rates(ask: Ask, filters: Filters, stack: Stack) -> Stack:
    """The stack with numbers for the sources that may not be read; a rate that may not be told is left out.

    Raises OutsideYourAreas where nothing may be told (`measures.beyond`).
    """
    found: list[Step] = []
    for step in stack.steps:
        if step.on and isinstance(step.change, RateAs):
            found += (Step(change) for change in _told(ask, filters, step.change))
        else:
            found.append(step)
    return Stack(tuple(found))


def _told(ask: Ask, filters: Filters, change: RateAs) -> Iterator[RateAs]:
    if isinstance(change.source, Decimal):
        yield change
    elif change.source not in (BEST, MEDIAN):
        if _may_read(ask, filters.of(change.source)):
            yield change
        else:
            yield from _numbers(change, change.areas, ask(fetch_rates, filters.of(change.source), None))
    else:
        takers_of = _takers(filters, change)
        beyond = [parent for parent in takers_of if not _may_read(ask, filters.of(parent))]
        if not beyond:
            yield change
        for parent in beyond:
            told = ask(fetch_rates, filters.of(parent), LEVELS[len(parent) + 2])
            yield from _numbers(change, takers_of[parent], told)
        for parent in takers_of.keys() - beyond if beyond else ():
            yield replace(change, areas=takers_of[parent])


def _takers(filters: Filters, change: RateAs) -> dict[str, tuple[str, ...]]:
    """The areas that take a rate by the area above them; none (all of the view's) where that is the view itself."""
    areas = change.areas or (filters.areas if len(filters.areas) > 1 else ())
    if not areas:
        return {filters.area: ()}
    found: dict[str, tuple[str, ...]] = {}
    for area in areas:
        found[area[:-2]] = (*found.get(area[:-2], ()), area)
    return found


def _numbers(change: RateAs, takers: tuple[str, ...], told: Iterable[AreaMeasures]) -> Iterator[RateAs]:
    areas = list(told)
    for id_ in (change.measure,) if change.measure else RATED:
        values = [float(a.values[id_].value) for a in areas if a.values[id_].value is not None]  # type: ignore[arg-type]
        if values:
            best = max if BY_ID[id_].more_is_better else min
            value = median(values) if change.source == MEDIAN else best(values)
            yield RateAs(id_, takers, Decimal(f"{value:.3f}").normalize(), change.only_better)


def _may_read(ask: Ask, filters: Filters) -> bool:
    try:
        return bool(ask(is_read, filters))
    except OutsideYourAreas:
        return False


def is_read(_con: duckdb.DuckDBPyConnection, _filters: Filters) -> bool:
    """Whether a view may be read: asking it is refused when not."""
    return True
