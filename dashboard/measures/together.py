"""Answers of all areas of one level, worked out together: to plan a query takes longer than to read the rows of the
areas beside.

Each is the same query that answers for one area, told apart by the areas below their parent. It must not know where
answers are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import Signature, signature
from typing import TYPE_CHECKING, Any

from dashboard.filters import KEPT, Filters
from dashboard.measures.attention import attention_by_area, fetch_attention
from dashboard.measures.fetching import DIGITS, fetch_changes
from dashboard.measures.income import fetch_pairs
from dashboard.measures.parts import Ask
from dashboard.measures.stages import fetch_counts
from dashboard.measures.view_facts import (
    children_by_area,
    data_facts_by_area,
    fetch_by_area,
    fetch_children,
    fetch_data_facts,
    fetch_officers,
    officers_by_area,
)

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Beside:
    """What is asked of every area of a level below a parent: `ask(connection, view of the area, **facts)`."""

    ask: Ask
    parent: Filters
    digits: int
    facts: Mapping[str, Any]

    @property
    def is_quick(self) -> bool:
        """Whether it is answered at once, also of all areas of the nation."""
        return bool(self.parent.areas) or _KINDS[self.ask].is_quick

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
    if own.get("digits", 0) > len(parent.area) + 4:
        return None
    return Beside(ask, parent, len(parent.area) + 2, own)


_LEAST = DIGITS["subdistrict"]


@cache
def _signature(ask: Ask) -> Signature:
    return signature(ask)


@dataclass(frozen=True)
class _Kind:
    """How an ask is answered for many areas, the facts it takes beside the view, these one level lower (None where
    there is none), and whether all provinces take no longer than one.
    """

    make: Callable[..., dict[str, Any]]
    facts: frozenset[str] = frozenset()
    below: Callable[[Mapping[str, Any]], Mapping[str, Any] | None] = dict
    is_quick: bool = False


def _by_area(ask: Callable[..., Any], code: int | str) -> Callable[..., dict[str, Any]]:
    """What tells an ask's rows apart by the code that each has in a column, of the areas below those asked of."""

    def make(con: duckdb.DuckDBPyConnection, parent: Filters, of_digits: int, **facts: Any) -> dict[str, Any]:
        found = ask(con, parent, **facts)
        groups: dict[str, list[Any]] = {}
        for row in found:
            groups.setdefault(row[code][:of_digits], []).append(row)
        kind = type(found)
        return {area: kind(rows) for area, rows in groups.items()}

    return make


def _two_more_digits(facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return {**facts, "digits": facts["digits"] + 2} if facts["digits"] < DIGITS["village"] else None


_KINDS: Mapping[Ask, _Kind] = {
    fetch_changes: _Kind(_by_area(fetch_changes, 0), frozenset({"digits", "days", "measures"}), _two_more_digits),
    fetch_counts: _Kind(_by_area(fetch_counts, 0), frozenset({"digits", "days"}), _two_more_digits),
    fetch_pairs: _Kind(_by_area(fetch_pairs, "area_code"), frozenset({"digits"}), _two_more_digits),
    fetch_by_area: _Kind(_by_area(fetch_by_area, "area_code"), frozenset({"name", "digits"}), _two_more_digits),
    fetch_attention: _Kind(attention_by_area, frozenset({"digits"}), _two_more_digits),
    fetch_data_facts: _Kind(data_facts_by_area),
    fetch_officers: _Kind(officers_by_area, frozenset({"n"})),
    fetch_children: _Kind(children_by_area, is_quick=True),
}
