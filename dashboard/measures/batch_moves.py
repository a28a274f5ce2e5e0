"""Which measures an import moves, by how much and where: seen in a dry run, and kept with the batch once it is stored.

The nation and its districts are compared, on the day of the import. It must not know how rows are stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import fetch_measures, fetch_targets, fetch_years
from dashboard.measures.judging import BY_ID, ZERO, judge
from dashboard.measures.moving import Move
from dashboard.measures.results import AreaMeasures, MeasureValue
from dashboard.programme import default_day, default_year
from dashboard.store.before import opened_before

if TYPE_CHECKING:
    import duckdb

    from dashboard.store import Building


@dataclass(frozen=True)
class BatchMoves:
    """What a batch moves of a fiscal year on a day: of the nation in the order of the measures, and of its districts,
    those that move most first. `compared` is false where there was nothing to compare with.
    """

    fiscal_year: int
    as_of: date
    nation: tuple[Move, ...]
    areas: tuple[Move, ...]
    compared: bool = True


def see_moves(building: Building, today: date) -> BatchMoves:
    """What an import moves that stands in a snapshot in the making, or in a rehearsal."""
    with opened_before(building) as before:
        year = default_year(fetch_years(building.con), today)
        filters = Filters(fiscal_year=year, as_of=default_day(year, today))
        if before is None and building.base is not None:
            return BatchMoves(year, filters.as_of, (), (), compared=False)
        nation = _moved(before, building.con, filters, None)
        areas = _moved(before, building.con, filters, "district")
    order = sorted(areas, key=lambda m: (not m.turns, -m.size, m.area_code, m.before.measure))
    return BatchMoves(year, filters.as_of, tuple(nation), tuple(order))


def note_moves(building: Building, batch_id: int, today: date) -> None:
    """Keep with a batch in the making what it moves."""
    moves = see_moves(building, today)
    rows = [
        [batch_id, moves.fiscal_year, moves.as_of, move.area_code, move.before.measure, *_pair(move)]
        for move in (*moves.nation, *moves.areas)
    ]
    if rows:  # at once: of a nation's first import they are twenty thousand
        columns = [list(column) for column in zip(*rows, strict=True)]
        building.con.execute(f"insert into batch_moves select {', '.join(['unnest(?)'] * len(columns))}", columns)


def fetch_batch_moves(con: duckdb.DuckDBPyConnection, batch_id: int) -> list[dict[str, Any]]:
    """What a stored batch moved: the nation ('') first, then districts by their codes."""
    return sql.records(con, "history/batch_moves", batch_id=batch_id)


def _pair(move: Move) -> list[float | None]:
    values = [(getattr(move.before, name), getattr(move.after, name)) for name in ("value", "numerator", "denominator")]
    return [None if value is None else float(value) for pair in values for value in pair]


def _moved(
    before: duckdb.DuckDBPyConnection | None, after: duckdb.DuckDBPyConnection, filters: Filters, by: str | None
) -> list[Move]:
    then = _by_area([] if before is None else fetch_measures(before, filters, by))
    now = _by_area(fetch_measures(after, filters, by))
    targets = fetch_targets(after, filters.fiscal_year)
    moves = []
    for area in sorted(then.keys() | now.keys()):
        for id_, measure in BY_ID.items():
            nothing = judge(measure, ZERO, ZERO, targets.of(measure, area))
            was, is_ = then.get(area, {}).get(id_, nothing), now.get(area, {}).get(id_, nothing)
            if (was.value, was.numerator, was.denominator) != (is_.value, is_.numerator, is_.denominator):
                moves.append(Move(area, was, is_))
    return moves


def _by_area(found: Iterable[AreaMeasures]) -> dict[str, dict[str, MeasureValue]]:
    return {area.area_code: dict(area.values) for area in found}
