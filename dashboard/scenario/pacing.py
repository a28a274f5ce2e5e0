"""What must we do? The pace an area needs each week to reach its target by a day, beside the paces that there were.

A pace is in units a week: villages, households, records or baht, whatever the measure counts. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from statistics import median
from typing import Literal

import numpy as np

from dashboard.measures.judging import BY_ID
from dashboard.measures.results import Number
from dashboard.scenario.histories import History
from dashboard.scenario.projecting import kind_of

Verdict = Literal["reached", "keep", "faster", "record", "impossible", "no_target", "no_pace", "nothing_to_reach"]
WEEKS = 4
_MONEY = ("budget_disbursed",)
STAGE_TARGET = 100


@dataclass(frozen=True, slots=True)
class Pace:
    """What one area needs. `missing` units are still to be reached, `weeks` (may hold a part) are left.

    `needed` is missing / weeks a week; `recent` the pace of the last four weeks, `best` that of the best four weeks in
    a row; `siblings` the median of the siblings' recent paces, in shares of what each has to reach, times this area's.
    `record` is the best four weeks of any sibling, the area itself among them, in the same way.

    `verdict`: reached; keep (the recent pace is enough); faster (its own best weeks would be enough); record (only
    what the fastest sibling once did would be); impossible (no area has ever been as fast, no day is left, or the
    target is more than there is).
    """

    area_code: str
    what: str
    day: date
    weeks: float
    now: Number | None
    target: Number | None
    missing: Number | None
    needed: float | None
    recent: float | None
    best: float | None
    siblings: float | None
    record: float | None
    verdict: Verdict


def has_pace(what: str) -> bool:
    """Whether a measure is reached unit by unit: a growth, a quota or a load is not."""
    return kind_of(what) == "share" or what == "groups"


def paces(histories: Iterable[History], day: date, targets: Mapping[str, Number | None]) -> list[Pace]:
    """The paces of sibling areas for one measure or stage; `targets` by area code, in the measure's unit."""
    areas = list(histories)
    recent = {h.area_code: _share(_recent(h), _size(h)) for h in areas}
    best = {h.area_code: _share(_best(h), _size(h)) for h in areas}
    known = [pace for pace in recent.values() if pace is not None]
    fastest = max((pace for pace in best.values() if pace is not None), default=None)
    middle = median(known) if known else None
    return [_pace(h, day, targets.get(h.area_code), middle, fastest) for h in areas]


def _pace(history: History, day: date, target: Number | None, siblings: float | None, fastest: float | None) -> Pace:
    size, has_size = _size(history), _has_size(history.what)
    done = float(history.numerators[-1])
    weeks = max((day - history.as_of).days, 0) / 7
    now = None if has_size and not size else (100 * done / size if has_size else done)
    recent, best = _recent(history), _best(history)
    missing = None if target is None or (has_size and not size) else _missing(history.what, target, size, done)
    needed = None if not missing or not weeks else float(missing) / weeks
    of_siblings, record = (None if pace is None else pace * (size or 1) for pace in (siblings, fastest))
    verdict = _verdict(history, target, missing, needed, (recent, best, record))
    return Pace(
        history.area_code, history.what, day, weeks, now, target, missing, needed, recent, best, of_siblings, record,
        verdict,
    )  # fmt: skip


def _verdict(
    history: History,
    target: Number | None,
    missing: Number | None,
    needed: float | None,
    paces: tuple[float | None, float | None, float | None],
) -> Verdict:
    if not has_pace(history.what):
        return "no_pace"
    if target is None:
        return "no_target"
    if missing is None:
        return "nothing_to_reach"
    if missing <= 0:
        return "reached"
    if needed is None or (_has_size(history.what) and history.what not in _MONEY and float(target) > 100):
        return "impossible"
    for verdict, pace in zip(("keep", "faster", "record"), paces, strict=True):
        if pace is not None and needed <= pace + 1e-9:
            return verdict  # type: ignore[return-value]
    return "impossible"


def _has_size(what: str) -> bool:
    return what not in BY_ID or BY_ID[what].has_denominator


def _size(history: History) -> float:
    """What there is to reach; 0 where a measure is a plain count."""
    return float(history.denominators[-1]) if _has_size(history.what) else 0.0


def _missing(what: str, target: Number, size: float, done: float) -> Number:
    """Units still to be reached, whole ones except for baht; 0 when the target is met. Exact at the border."""
    goal = Fraction(repr(target)) if isinstance(target, float) else Fraction(target)
    if _has_size(what):
        goal = goal * Fraction(repr(size)) / 100
    left = goal - Fraction(repr(done))
    if left <= 0:
        return 0
    return float(left) if what in _MONEY else ceil(left)


def _recent(history: History) -> float | None:
    """Units a week in the last four weeks (or as many as there are); None without a week."""
    weeks = min(WEEKS, history.weeks)
    if not weeks:
        return None
    return float(history.numerators[-1] - history.numerators[-1 - weeks]) / weeks


def _best(history: History) -> float | None:
    """Units a week in the best four weeks in a row (or as many as there are)."""
    weeks = min(WEEKS, history.weeks)
    if not weeks:
        return None
    return float(np.max(history.numerators[weeks:] - history.numerators[:-weeks])) / weeks


def _share(pace: float | None, size: float) -> float | None:
    """A pace by what there is to reach; as it is where a measure is a plain count of an area."""
    return None if pace is None else pace / size if size else pace
