"""Lines of measures: then beside now, ranked, and silent where too few households stand behind a value. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.measures.beyond import households_behind
from dashboard.measures.income_stats import FEW
from dashboard.measures.judging import BY_ID
from dashboard.measures.results import AreaMeasures, MeasureValue
from dashboard.meeting.slides import AreaLine, Line

_NOBODY: Mapping[str, MeasureValue] = {}


def line_of(measure: str, now: AreaMeasures, then: AreaMeasures | None, *, tells_few: bool = False) -> Line:
    """The line of a measure; `tells_few` keeps values of fewer than five households."""
    own, values_then = now.values[measure], then.values if then else _NOBODY
    before, n = values_then.get(measure), households_behind(measure, now.values)
    is_small = not tells_few and _is_few(n)
    hides_then = is_small or (not tells_few and _is_few(households_behind(measure, values_then)))
    return Line(
        measure=measure,
        value=None if is_small else own.value,
        then=None if before is None or hides_then else before.value,
        target=own.target,
        status="none" if is_small else own.status,
        status_then="none" if before is None or hides_then else before.status,
        n_households=None if is_small else n,
        is_small=is_small,
    )


def _is_few(n: int | None) -> bool:
    return n is not None and 0 < n < FEW


def gain(line: Line) -> float:
    """By how much a line got better (or worse, below 0): its change in its good direction, as a share of its target,
    else of the larger value of the two; 0 without a change.
    """
    if not line.change:
        return 0.0
    scale = line.target or max(abs(line.value or 0), abs(line.then or 0))
    change = line.change if BY_ID[line.measure].more_is_better else -line.change
    return change / abs(float(scale)) if scale else change


def better_and_worse(lines: Iterable[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Those that got better and those that got worse, the most first."""
    known = sorted(((gain(line), line) for line in lines), key=lambda pair: -abs(pair[0]))
    return tuple(line for g, line in known if g > 0), tuple(line for g, line in known if g < 0)


def league_of(measure: str, lines: Sequence[tuple[str, Line]]) -> tuple[AreaLine, ...]:
    """Areas by a measure, the best first; those without a value come last, in code order."""
    more = BY_ID[measure].more_is_better
    values = [line.value for _, line in lines if line.value is not None]

    def place(line: Line) -> int | None:
        if line.value is None:
            return None
        own = line.value
        return 1 + sum(1 for value in values if (value > own if more else value < own))

    rows = [AreaLine(code, place(line), line) for code, line in lines]
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.area_code)))


def movers_of(rows: Iterable[AreaLine], most: int = 5) -> tuple[tuple[AreaLine, ...], tuple[AreaLine, ...]]:
    """The areas that gained most and those that lost most since the last meeting, at most so many each."""
    ranked = sorted(rows, key=lambda row: (-gain(row.line), row.area_code))
    risen = [row for row in ranked if gain(row.line) > 0]
    fallen = [row for row in reversed(ranked) if gain(row.line) < 0]
    return tuple(risen[:most]), tuple(fallen[:most])
