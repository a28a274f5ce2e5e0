"""Answers of all areas of one level, worked out together: to plan a query takes longer than to read the rows of the
areas beside.

Each is the same query that answers for one area, told apart by the areas below their parent. It must not know where
answers are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import Signature, signature
from typing import TYPE_CHECKING, Any, TypeVar

from dashboard.filters import KEPT, Filters
from dashboard.measures.attention import attention_by_area, fetch_attention
from dashboard.measures.fetching import DIGITS, fetch_measures, fetch_series, series_by_area
from dashboard.measures.income import fetch_income_detail, income_by_area
from dashboard.measures.stages import fetch_stages
from dashboard.measures.view_facts import (
    children_by_area,
    data_facts_by_area,
    fetch_children,
    fetch_data_facts,
    fetch_officers,
    officers_by_area,
)

if TYPE_CHECKING:
    import duckdb

Ask = Callable[..., Any]
A = TypeVar("A")


@dataclass(frozen=True)
class Beside:
    """What is asked of every area of a level below a parent: `ask(connection, view of the area, **facts)`."""

    ask: Ask
    parent: Filters
    digits: int
    facts: Mapping[str, Any]

    def answer(self, con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        """The answer of every area that has anything to tell, by its code: each what `ask` says of it alone."""
        return _KINDS[self.ask].make(con, self.parent, self.digits, **self.facts)


def beside(ask: Ask, *args: Any, **facts: Any) -> tuple[str, Beside] | None:
    """What `ask(connection, *args, **facts)` asks of one area, and the same asked of it and all areas beside it.

    None where it is not of one area, or where all together would take long: of a nation that is limited by anything but
    areas, and where it tells of areas two levels below.
    """
    read = _read(ask, args, facts)
    if read is None or not read[0].area:
        return None
    filters, own = read
    many = _together(ask, filters.of(filters.area[:-2]), own)
    return (filters.area, many) if many else None


def beneath(ask: Ask, *args: Any, **facts: Any) -> Beside | None:
    """What is asked of one area or the nation, asked of all areas one level below it; None as in `beside`."""
    read = _read(ask, args, facts)
    if read is None or len(read[0].area) >= _LEAST:
        return None
    filters, own = read
    lower = _KINDS[ask].below(own)
    return None if lower is None else _together(ask, filters, lower)


def _read(ask: Ask, args: tuple[Any, ...], facts: Mapping[str, Any]) -> tuple[Filters, Mapping[str, Any]] | None:
    if ask not in _KINDS:
        return None
    given = list(_signature(ask).bind(None, *args, **facts).arguments.items())[1:]
    filters: Filters = given[0][1]
    own = {name: value for name, value in given[1:] if value is not None}
    whole = not filters.without and len(filters.areas) <= 1 and len(filters.area) <= _LEAST
    return (filters, own) if whole and own.keys() <= _KINDS[ask].facts else None


def _together(ask: Ask, parent: Filters, own: Mapping[str, Any]) -> Beside | None:
    if not parent.areas and (parent.occupation is not None or parent.kept_level(KEPT[-1]) is None):
        return None
    if DIGITS[own.get("by", "nation")] > len(parent.area) + 4:
        return None
    return Beside(ask, parent, len(parent.area) + 2, own)


_LEAST = DIGITS["subdistrict"]
_LEVELS = {digits: level for level, digits in DIGITS.items()}


@cache
def _signature(ask: Ask) -> Signature:
    return signature(ask)


@dataclass(frozen=True)
class _Kind:
    """How an ask is answered for many areas, the facts it takes beside the view, and these one level lower (None where
    there is none).
    """

    make: Callable[..., dict[str, Any]]
    facts: frozenset[str] = frozenset()
    below: Callable[[Mapping[str, Any]], Mapping[str, Any] | None] = dict


def _grouped(found: Iterable[A], digits: int) -> dict[str, list[A]]:
    groups: dict[str, list[A]] = {}
    for area in found:
        groups.setdefault(area.area_code[:digits], []).append(area)  # type: ignore[attr-defined]
    return groups


def _by_area(ask: Callable[..., list[A]]) -> Callable[..., dict[str, list[A]]]:
    def make(con: duckdb.DuckDBPyConnection, parent: Filters, digits: int, by: str | None = None) -> dict[str, list[A]]:
        return _grouped(ask(con, parent, by or _LEVELS[digits]), digits)

    return make


def _one_lower(facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if "village" in facts.values():
        return None
    return {name: _LEVELS[DIGITS[level] + 2] for name, level in facts.items()}


def _two_more_digits(facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return {"digits": facts["digits"] + 2} if facts["digits"] < DIGITS["village"] else None


_KINDS: Mapping[Ask, _Kind] = {
    fetch_measures: _Kind(_by_area(fetch_measures), frozenset({"by"}), _one_lower),
    fetch_stages: _Kind(_by_area(fetch_stages), frozenset({"by"}), _one_lower),
    fetch_series: _Kind(series_by_area, frozenset({"measures", "days"})),
    fetch_income_detail: _Kind(income_by_area),
    fetch_attention: _Kind(attention_by_area, frozenset({"digits"}), _two_more_digits),
    fetch_data_facts: _Kind(data_facts_by_area),
    fetch_officers: _Kind(officers_by_area, frozenset({"n"})),
    fetch_children: _Kind(children_by_area),
}
