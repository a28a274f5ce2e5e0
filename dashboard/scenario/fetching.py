"""Brings the actual numbers that a scenario starts from: only those that its changes ask for.

The one module of the room, with `histories` and `loads`, that asks a store; what comes back is plain and frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, fetch_measures
from dashboard.scenario.applying import COUNTED_RULES, Base, RuleCounts
from dashboard.scenario.changes import BEST, MEDIAN, Change, Group, In, Out, RateAs, RuleAs, Stack
from dashboard.scenario.membership import Villages
from dashboard.scenario.sums import Pair, sums_of
from dashboard.store.rules import fetch_rules

if TYPE_CHECKING:
    import duckdb

_LEVELS = {digits: level for level, digits in DIGITS.items()}


def child_digits(filters: Filters) -> int:
    """The code length of the areas one level below the view's, or of the several areas themselves."""
    if len(filters.areas) > 1:
        return max(len(code) for code in filters.areas)
    return min(len(filters.area) + 2, 8)


def fetch_base(con: duckdb.DuckDBPyConnection, filters: Filters, stack: Stack, measure: str | None = None) -> Base:
    """The actual numbers of a view that a stack needs; only those of one measure when it is named.

    Other filters of the view than its areas (officer, stage …) stay in force for the areas that come in.
    """
    view, digits, changes = filters.areas or ("",), child_digits(filters), stack.active
    villages = group_villages(con, filters, changes)
    whole = replace(filters, without=())
    rating = [c for c in changes if isinstance(c, RateAs)]
    above = {a[:-2] for c in rating if c.source in (BEST, MEDIAN) for a in c.areas if a}
    if any(c.source in (BEST, MEDIAN) and not c.areas for c in rating):
        above |= {code[:-2] for code in _codes_of(con, whole, digits)}
    named = {code for c in rating for code in c.areas} | {
        c.source for c in rating if isinstance(c.source, str) and c.source not in (BEST, MEDIAN)
    }
    named |= {code for c in changes if isinstance(c, Out | In) for code in c.areas}
    named |= set(filters.without) | {code for of_group in villages.values() for code in of_group}
    only = None if measure is None else ("villages", measure)
    sums = _sums(con, whole, _LEVELS[digits], only)
    peers: dict[str, tuple[str, ...]] = {}
    for parent in sorted(above):
        below = _sums(con, whole.of(parent), _LEVELS[len(parent) + 2], only)
        peers[parent] = tuple(below)
        sums |= below
    for length in sorted({len(code) for code in named - sums.keys()}):
        codes = [code for code in named - sums.keys() if len(code) == length]
        found = _sums(con, whole.of(*codes), _LEVELS[length], only) if length else _nation(con, whole, only)
        sums |= found
    return Base(
        view,
        filters.without,
        digits,
        sums,
        peers,
        tuple(sql.rows(con, "areas/targets", fiscal_year=filters.fiscal_year)),
        fetch_rules(con, filters.fiscal_year),
        villages,
        _counts(con, whole, sums, changes),
    )


def _codes_of(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> list[str]:
    return [area.area_code for area in fetch_measures(con, filters, _LEVELS[digits], ["villages"])]


def _sums(
    con: duckdb.DuckDBPyConnection, filters: Filters, level: str, only: Iterable[str] | None
) -> dict[str, dict[str, Pair]]:
    return {area.area_code: sums_of(area) for area in fetch_measures(con, filters, level, only)}


def _nation(con: duckdb.DuckDBPyConnection, filters: Filters, only: Iterable[str] | None) -> dict[str, dict[str, Pair]]:
    (area,) = fetch_measures(con, filters.of(), None, only)
    return {"": sums_of(area)}


def group_villages(con: duckdb.DuckDBPyConnection, filters: Filters, changes: Iterable[Change]) -> Villages:
    """The village codes of each group that a change names, among those of its areas."""
    found: dict[tuple[tuple[str, ...], Group], tuple[str, ...]] = {}
    for change in changes:
        if isinstance(change, Out | In) and change.group:
            areas = change.areas or filters.areas
            asked = sql.of_view("scenario/village_codes", group_view(filters, change.group, areas))
            found[(change.areas, change.group)] = tuple(
                code for (code,) in sql.rows(con, "scenario/village_codes", **asked)
            )
    return found


def group_view(filters: Filters, group: Group, areas: Iterable[str]) -> Filters:
    """The view of a group's villages in some areas."""
    return replace(
        filters.of(*areas),
        officers=filters.officers if group.officer is None else (group.officer,),
        training=group.training or filters.training,
        otop=group.otop or filters.otop,
        stage=group.stage or filters.stage,
    )


def _counts(
    con: duckdb.DuckDBPyConnection, filters: Filters, codes: Iterable[str], changes: Iterable[Change]
) -> RuleCounts:
    """What the rules that a scenario changes are counted from, for every code of the base."""
    if not any(isinstance(change, RuleAs) and change.rule in COUNTED_RULES for change in changes):
        return {}
    found: dict[str, dict[str, dict[int, int]]] = {}
    by_length: dict[int, list[str]] = {}
    for code in codes:
        by_length.setdefault(len(code), []).append(code)
    for length, of_length in by_length.items():
        asked = sql.of_view("scenario/rule_counts", filters.of(*of_length), digits=length)
        for code, rule, number, villages in sql.rows(con, "scenario/rule_counts", **asked):
            found.setdefault(code, {}).setdefault(rule, {})[number] = villages
    return found
