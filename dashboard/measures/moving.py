"""What a change of settings would move, before it is stored: measures, stages and warnings, before and after.

It must not know how a change is made: it is given the store as it is and as it would be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, fetch_measures
from dashboard.measures.judging import Targets
from dashboard.measures.results import AreaMeasures, MeasureValue
from dashboard.measures.stages import fetch_stages
from dashboard.store.health import data_quality
from dashboard.store.rules import fetch_rules

if TYPE_CHECKING:
    import duckdb

MOST_AREAS = 100


@dataclass(frozen=True)
class Move:
    """A measure of an area ('' = the nation) that is not the same after as before."""

    area_code: str
    before: MeasureValue
    after: MeasureValue

    @property
    def turns(self) -> bool:
        """Whether its status is another one."""
        return self.before.status != self.after.status

    @property
    def size(self) -> float:
        """How far the value moves, in its own unit; a target or a status that moves alone is 0."""
        return abs(float(self.after.value or 0) - float(self.before.value or 0))


@dataclass(frozen=True)
class Moves:
    """All that moves: the measures of the view and of the nation; the districts' that move most, and how many
    districts there are; the nation's stages as (number, villages before, after) and warnings as (code, how many before,
    after).
    """

    here: tuple[Move, ...]
    nation: tuple[Move, ...]
    areas: tuple[Move, ...]
    n_areas: int
    stages: tuple[tuple[int, int, int], ...]
    warnings: tuple[tuple[str, int, int], ...]


def what_moves(before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection, filters: Filters) -> Moves:
    """What differs between two states of a store, in the view, the nation and its districts, on the view's day."""
    here = _moved(fetch_measures(before, filters), fetch_measures(after, filters))
    filters = filters.of()
    moved = _moved(fetch_measures(before, filters), fetch_measures(after, filters))
    names = {move.before.measure for move in moved}
    areas = _moved(
        fetch_measures(before, filters, "district", names), fetch_measures(after, filters, "district", names)
    )
    (then,), (now,) = fetch_stages(before, filters), fetch_stages(after, filters)
    stages = zip(range(1, len(then.reached) + 1), then.reached, now.reached, strict=True)
    doubts_then, doubts_now = (
        {code: len(found) for code, found in data_quality(con, filters.as_of).items()} for con in (before, after)
    )
    warnings = (
        (c, doubts_then.get(c, 0), doubts_now.get(c, 0)) for c in sorted(doubts_then.keys() | doubts_now.keys())
    )
    return Moves(
        tuple(here),
        tuple(moved),
        tuple(_greatest(areas)),
        len({move.area_code for move in areas}),
        tuple(s for s in stages if s[1] != s[2]),
        tuple(w for w in warnings if w[1] != w[2]),
    )


def target_moves(
    con: duckdb.DuckDBPyConnection, filters: Filters, measure: str, area_code: str, target: float | None
) -> list[Move]:
    """The areas from the given one ('' = the nation) down to the districts that another target of it (None = none of
    its own any more) judges by another target than before; areas that have one of their own stay. The view's own area
    is among them at any level, and comes first.
    """
    rows = sql.rows(con, "areas/targets", fiscal_year=filters.fiscal_year)
    others = [row for row in rows if row[:2] != (measure, area_code)]
    rules = fetch_rules(con, filters.fiscal_year)
    now = Targets(rows, rules)
    then = Targets([*others, *([] if target is None else [(measure, area_code, float(Decimal(str(target))))])], rules)
    moves: list[Move] = []
    for level in ("nation", "province", "district", "subdistrict", "village"):
        if DIGITS[level] < len(area_code) or (DIGITS[level] > 4 and DIGITS[level] > len(area_code)):
            continue
        view, by = filters.of(area_code), None if level == "nation" else level
        moves += _moved(fetch_measures(con, view, by, [measure], now), fetch_measures(con, view, by, [measure], then))
    here = filters.area
    if len(here) > max(4, len(area_code)) and here.startswith(area_code):
        moves += _moved(
            fetch_measures(con, filters, None, [measure], now), fetch_measures(con, filters, None, [measure], then)
        )
    return sorted(moves, key=lambda m: (m.area_code != here, not m.turns))


def _moved(before: Iterable[AreaMeasures], after: Iterable[AreaMeasures]) -> list[Move]:
    then = {area.area_code: area.values for area in before}
    return [
        Move(area.area_code, then[area.area_code][id_], value)
        for area in after
        if area.area_code in then
        for id_, value in area.values.items()
        if then[area.area_code][id_] != value
    ]


def _greatest(moves: list[Move]) -> list[Move]:
    return sorted(moves, key=lambda m: (-m.size, not m.turns, m.area_code))[:MOST_AREAS]
