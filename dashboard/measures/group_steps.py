"""How long a step on the way to OTOP takes: from complete training to the first group, from the group to registration.

The quartiles are of the steps that are done; those still waiting are counted beside them with the days they have
waited. So that neither is ignored, `expected` is the median that counts both (the product-limit estimate of Kaplan and
Meier): the day by which half of all will be done, None while not even half are. It must not know words or charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters

if TYPE_CHECKING:
    import duckdb

STEPS = ("founding", "registering")
_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Wait:
    """One step of some villages or groups, in days.

    `quartiles` (lower, median, upper) are None when nothing is done, `median_waiting` and `longest_waiting` (waited so
    far) when nobody waits. `before` are those whose second day comes first: counted, in no other figure.
    """

    done: int = 0
    waiting: int = 0
    before: int = 0
    quartiles: tuple[float, float, float] | None = None
    median_waiting: float | None = None
    longest_waiting: int | None = None
    expected: int | None = None


@dataclass(frozen=True)
class GroupSteps:
    """The two steps (STEPS) of a whole view, of its areas of one level, and of each type of occupation ('' not said).

    By type, a village waits in each type that its households were trained in; the types do not add up to the whole.
    """

    whole: Mapping[str, Wait]
    areas: Mapping[str, Mapping[str, Wait]]
    types: Mapping[str, Mapping[str, Wait]]


@dataclass
class _Days:
    done: Counter[int] = field(default_factory=Counter)
    waiting: Counter[int] = field(default_factory=Counter)
    before: int = 0

    def take(self, state: str, days: int | None, n: int) -> None:
        if days is None:
            self.before += n
        else:
            (self.done if state == "done" else self.waiting)[days] += n


def wait_of(done: Mapping[int, int], waiting: Mapping[int, int], before: int = 0) -> Wait:
    """The figures of a step from days → how many took them, and days → how many have waited them so far."""
    if not done and not waiting:
        return Wait(before=before)
    return Wait(
        sum(done.values()),
        sum(waiting.values()),
        before,
        (quantile(done, 1, 4), quantile(done, 1, 2), quantile(done, 3, 4)) if done else None,
        quantile(waiting, 1, 2) if waiting else None,
        max(waiting, default=None),
        median_with_waiting(done, waiting),
    )


def quantile(counts: Mapping[int, int], part: int, of: int) -> float:
    """The quantile part/of of counted values, between two values in proportion (as `quantile_cont` does)."""
    place, rest = divmod((sum(counts.values()) - 1) * part, of)
    low = _at(counts, place)
    return float(low) if not rest else low + (_at(counts, place + 1) - low) * rest / of


def _at(counts: Mapping[int, int], place: int) -> int:
    """The value at a place of all values in order."""
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if place < seen:
            return value
    raise IndexError(place)


def median_with_waiting(done: Mapping[int, int], waiting: Mapping[int, int]) -> int | None:
    """The day by which half are done, counting those who wait as undone for as long as they were seen waiting.

    None while the estimate has not reached half. On one day, who is done comes before who still waits.
    """
    at_risk = sum(done.values()) + sum(waiting.values())
    undone = 1.0
    for day in sorted({*done, *waiting}):
        undone *= 1 - done.get(day, 0) / at_risk
        if undone <= 0.5 + _EXACT:
            return day
        at_risk -= done.get(day, 0) + waiting.get(day, 0)
    return None


def fetch_group_steps(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> GroupSteps:
    """The steps of a view on its day, its areas those of this code length (2, 4, 6, 8)."""
    days: dict[tuple[str, str, str], _Days] = {}
    whole: dict[str, _Days] = {}
    for step, kind, key, state, n_days, n in sql.rows(
        con, "pages/groups_steps", **sql.of_view("pages/groups_steps", filters, digits=digits)
    ):
        days.setdefault((kind, key, step), _Days()).take(state, n_days, n)
        if kind == "area":
            whole.setdefault(step, _Days()).take(state, n_days, n)
    return GroupSteps(
        {step: _wait(whole.get(step)) for step in STEPS},
        _by_key(days, "area"),
        _by_key(days, "type"),
    )


def _by_key(days: Mapping[tuple[str, str, str], _Days], kind: str) -> dict[str, dict[str, Wait]]:
    keys: Iterable[str] = sorted({key for of_kind, key, _ in days if of_kind == kind})
    return {key: {step: _wait(days.get((kind, key, step))) for step in STEPS} for key in keys}


def _wait(days: _Days | None) -> Wait:
    return wait_of(days.done, days.waiting, days.before) if days else Wait()
