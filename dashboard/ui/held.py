"""What was answered of a state before and still holds: an import of one office leaves most of what others look at.

It must not know what is asked, nor where answers are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.store import Snapshot
from dashboard.store.scoped import RULES
from dashboard.store.since import Common, common_with_before

_STATES_BACK = 4
_AREAS = ("areas", "parent_code")
"""What names the areas that are asked about, all of them where it is empty."""


def states_before(now: Snapshot) -> Iterator[tuple[Snapshot, Sequence[Common]]]:
    """The states that a state was made from, the last one first, each with what is common on the way there."""
    way: list[Common] = []
    while len(way) < _STATES_BACK and (common := common_with_before(now)) is not None:
        way.append(common)
        now = common.before
        yield now, way


def still_holds(names: Iterable[str], provinces: frozenset[str], since: Iterable[Common]) -> bool:
    """Whether what these queries say of these provinces (none: of all there is) is still so."""
    tables = frozenset[str]().union(*map(sql.words, names)) & RULES.keys()
    return bool(tables) and all(common.holds(tables, provinces) for common in since)


def provinces_in(areas: Iterable[str], asked: object) -> frozenset[str]:
    """The provinces in which all lies that somebody with these areas asks about; none where that is unknown, or all is
    asked about.
    """
    found = {area[:2] for area in areas}
    views = 0
    left: list[Any] = [asked]
    while left:
        match left.pop():
            case Filters() as filters:
                left.append({"areas": filters.areas, "without": filters.without})
            case Mapping() as parts:
                for areas in [parts[name] for name in _AREAS if name in parts]:
                    views += 1
                    if not areas:
                        return frozenset()
                left += parts.values()
            case str() as word:
                if word.isdigit():
                    found.add(word[:2])
            case list() | tuple() | set() | frozenset() as parts:
                left += parts
            case value if is_dataclass(value) and not isinstance(value, type):
                left += [getattr(value, part.name) for part in fields(value)]
    return frozenset(found if views else ())
