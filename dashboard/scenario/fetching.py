"""Brings the actual numbers that a scenario starts from: only those that its changes ask for.

Everything is asked for by way of an `Ask`, so that a page can give answers that it remembers and a command its store:
a scenario that is changed asks for nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, fetch_measures
from dashboard.scenario.applying import Base, TargetRow, rules_with
from dashboard.scenario.changes import BEST, MEDIAN, Change, In, Out, RateAs, Stack
from dashboard.scenario.held import fetch_held, fetch_ruled
from dashboard.scenario.membership import GroupKey, group_keys
from dashboard.scenario.ruling import ruling_of
from dashboard.scenario.sums import Sums, sums_of
from dashboard.store.rules import fetch_rules

if TYPE_CHECKING:
    import duckdb

# `ask(function, *args)` is `function(connection, *args)`; the functions are those of a module, the args hashable
Ask = Callable[..., Any]
LEVELS = {digits: level for level, digits in DIGITS.items()}


def asking(con: duckdb.DuckDBPyConnection) -> Ask:
    """The plain way to ask a connection."""
    return lambda function, *args: function(con, *args)


def child_digits(filters: Filters) -> int:
    """The code length of the areas one level below the view's, or of the several areas themselves."""
    if len(filters.areas) > 1:
        return max(len(code) for code in filters.areas)
    return min(len(filters.area) + 2, 8)


def fetch_base(ask: Ask, filters: Filters, stack: Stack) -> Base:
    """The actual numbers of a view that a stack needs.

    Other filters of the view than its areas (officer, stage …) stay in force for the areas that come in.
    """
    view, digits, changes = filters.areas or ("",), child_digits(filters), stack.active
    whole = replace(filters, without=())
    sums = dict(_level(ask, whole, digits))
    peers: dict[str, tuple[str, ...]] = {}
    for parent in _parents(changes, sums):
        known = whole.areas in ((), (parent,)) and len(parent) + 2 == digits
        found = sums if known else _level(ask, whole.of(parent), len(parent) + 2)
        peers[parent] = tuple(code for code in found if len(code) == len(parent) + 2 and code.startswith(parent))
        sums |= found
    missing = _named(filters, changes) - sums.keys()
    for length in sorted({len(code) for code in missing}):
        codes = sorted(code for code in missing if len(code) == length)
        sums |= _level(ask, whole.of(*codes), length)
    held: Mapping[str, frozenset[GroupKey]] = {}
    groups, every, rules = group_keys(changes), tuple(sorted(sums)), ask(fetch_rules, filters.fiscal_year)
    ruling = ruling_of(rules, rules_with(rules, changes))
    ruled = ask(fetch_ruled, whole, ruling, every, groups) if ruling else {}
    if groups:
        of_groups = ask(fetch_held, whole, groups, every)
        held, sums = of_groups.groups, sums | of_groups.sums
    return Base(
        view,
        filters.without,
        digits,
        sums,
        peers,
        tuple(ask(fetch_target_rows, filters.fiscal_year)),
        rules,
        held,
        ruled,
    )


def _parents(changes: Iterable[Change], children: Iterable[str]) -> list[str]:
    """The areas whose own areas are siblings of one that takes the best or the median rate."""
    rating = [change for change in changes if isinstance(change, RateAs) and change.source in (BEST, MEDIAN)]
    found = {area[:-2] for change in rating for area in change.areas if area}
    if any(not change.areas for change in rating):
        found |= {code[:-2] for code in children}
    return sorted(found)


def _named(filters: Filters, changes: Iterable[Change]) -> set[str]:
    """Every code that changes and the view name."""
    found = set(filters.without)
    for change in changes:
        if isinstance(change, Out | In | RateAs):
            found |= set(change.areas)
        if isinstance(change, RateAs) and isinstance(change.source, str) and change.source not in (BEST, MEDIAN):
            found.add(change.source)
    return found


def _level(ask: Ask, filters: Filters, digits: int) -> Mapping[str, Sums]:
    """The sums of a view's areas of a code length; 0 is the nation."""
    if not digits:
        return {"": sums_of(ask(fetch_measures, filters.of())[0])}
    return {area.area_code: sums_of(area) for area in ask(fetch_measures, filters, LEVELS[digits])}


def fetch_target_rows(con: duckdb.DuckDBPyConnection, fiscal_year: int) -> list[TargetRow]:
    """The targets of a year as offices set them: (measure, area, target)."""
    return sql.rows(con, "areas/targets", fiscal_year=fiscal_year)
