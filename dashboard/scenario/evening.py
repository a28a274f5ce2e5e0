"""Shares out the villages of a district evenly among its officers, with few moves and short ways (HiGHS, by scipy).

Every village has exactly one officer. What is made small: how far officers are from the mean load and from each other,
then the number of villages that change hands, then how far away they lie. The largest load never grows and the smallest
never falls, so that nobody is worse off than the worst is now. Villages that nothing tells apart are one variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from dashboard.scenario.changes import EvenOut
from dashboard.scenario.loads import NOBODY, District, Village, loads_of, now_of
from dashboard.scenario.ways import ways

Outcome = Literal["best", "time", "impossible", "no_officer"]
_STEP = 4.0  # evening out a quarter of a mean village's load is worth one move
_FAR = 0.5  # the farthest way costs half a move
NO_CAPS: Mapping[str, int] = {}
_GAP = 0.01  # a plan is the best when nothing is better by more than a hundredth


@dataclass(frozen=True, slots=True)
class Evened:
    """Who looks after each village then, and how that was found.

    best: nothing better exists (to a hundredth); time: the best found in the time there was; impossible: the limits
    cannot be kept; no_officer: nobody to share among. In the last two everything stays as it is.
    """

    assigned: Mapping[str, str]
    outcome: Outcome


@dataclass(frozen=True)
class _Kind:
    """Villages that nothing tells apart, in code order."""

    officer: str
    load: int
    villages: tuple[Village, ...]


def even_out(district: District, change: EvenOut, seconds: float = 2.0, caps: Mapping[str, int] = NO_CAPS) -> Evened:
    """The villages of a district shared out as a change asks; in at most about so many seconds.

    `caps` are the limits of single officers: they are kept even where others then have more than anybody has now.
    """
    now = now_of(district)
    officers = sorted(district.officers)
    if not officers:
        return Evened(now, "no_officer")
    kinds = _kinds(district, change)
    model = _Model(district, change, kinds, officers, caps)
    found = milp(
        model.costs,
        constraints=LinearConstraint(model.rows.tocsr(), model.lows, model.highs),
        integrality=model.integrality,
        bounds=Bounds(np.zeros(model.size), model.most),
        options={"time_limit": seconds, "mip_rel_gap": _GAP},
    )
    if found.status == 0:
        return Evened(_assigned(kinds, officers, np.rint(found.x)), "best")
    if found.status == 2:
        return Evened(now, "impossible")
    plans = [step_by_step(district, change, officers, caps)]
    plans += [] if found.x is None else [_assigned(kinds, officers, np.rint(found.x))]
    return Evened(min(plans, key=lambda plan: cost(district, change, plan, caps)), "time")


def _kinds(district: District, change: EvenOut) -> list[_Kind]:
    alike: dict[tuple[object, ...], list[Village]] = {}
    for village in district.villages:
        key = (village.officer, village.code[:6], village.load(change.by), village.latitude, village.longitude)
        alike.setdefault(key, []).append(village)
    return [_Kind(found[0].officer, found[0].load(change.by), tuple(found)) for found in alike.values()]


class _Model:
    """The integer program: how many of each kind go to each officer, then deviations, the largest and the smallest."""

    def __init__(
        self, district: District, change: EvenOut, kinds: list[_Kind], officers: list[str], caps: Mapping[str, int]
    ) -> None:
        n, k = len(kinds), len(officers)
        self.size = n * k + k + 2
        self.costs = np.zeros(self.size)
        self.most = np.full(self.size, np.inf)
        self.integrality = np.concatenate((np.ones(n * k), np.zeros(k + 2)))
        loads = [load.load(change.by) for load in loads_of(district, now_of(district)) if load.officer != NOBODY]
        total, everyone_has = sum(kind.load * len(kind.villages) for kind in kinds), NOBODY not in {
            kind.officer for kind in kinds
        }  # fmt: skip
        mean, each = total / k, max(total / len(district.villages), 1e-9)
        far = ways(district, [kind.villages[0] for kind in kinds], officers)
        self.rows = lil_array((n + 5 * k + 3, self.size))
        self.lows, self.highs = np.full(n + 5 * k + 3, -np.inf), np.full(n + 5 * k + 3, np.inf)
        for i, kind in enumerate(kinds):  # every village has exactly one officer
            self.rows[i, i * k : (i + 1) * k] = 1
            self.lows[i] = self.highs[i] = len(kind.villages)
            for j, officer in enumerate(officers):
                self.most[i * k + j] = len(kind.villages)
                moved = kind.officer not in (officer, NOBODY)
                self.costs[i * k + j] = moved + (0 if officer == kind.officer else _FAR * far[i, j])
                if moved:
                    self.rows[n + 4 * k, i * k + j] = 1
        self.costs[n * k :] = _STEP / each
        self.costs[-1] = -_STEP / each
        for j in range(k):  # load - mean <= deviation, mean - load <= deviation, load <= largest, load >= smallest
            for place, (sign, limit, helper) in enumerate(
                ((1, mean, n * k + j), (-1, -mean, n * k + j), (1, 0, self.size - 2), (-1, 0, self.size - 1))
            ):
                row = n + 4 * j + place
                for i, kind in enumerate(kinds):
                    self.rows[row, i * k + j] = sign * kind.load
                self.rows[row, helper] = 1 if place == 3 else -1
                self.highs[row] = limit
        if change.moves is not None:
            self.highs[n + 4 * k] = change.moves
        self.rows[n + 4 * k + 1, n * k : n * k + k] = 1
        for j, officer in enumerate(officers):
            row = n + 4 * k + 3 + j
            self.highs[row] = caps.get(officer, np.inf)
            for i, kind in enumerate(kinds):
                self.rows[row, i * k + j] = kind.load
        if everyone_has and not caps:
            self.highs[n + 4 * k + 1] = sum(abs(load - mean) for load in loads) + 1e-6
            self.most[self.size - 2] = max(loads)
        if change.most:
            self.most[self.size - 2] = min(self.most[self.size - 2], change.most)
        self.rows[n + 4 * k + 2, self.size - 1] = 1
        self.lows[n + 4 * k + 2] = 0 if caps else min(loads)


def _assigned(
    kinds: list[_Kind], officers: list[str], numbers: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> dict[str, str]:
    """Numbers of each kind as villages by name: those that stay are the first of their kind."""
    found: dict[str, str] = {}
    for i, kind in enumerate(kinds):
        given = {name: int(numbers[i * len(officers) + j]) for j, name in enumerate(officers)}
        order = sorted(officers, key=lambda name: (name != kind.officer, name))
        to = [name for name in order for _ in range(given[name])]
        found |= dict(zip((v.code for v in kind.villages), to, strict=True))
    return found


def cost(district: District, change: EvenOut, assigned: Mapping[str, str], caps: Mapping[str, int] = NO_CAPS) -> float:
    """What a plan costs, as the integer program counts, without the ways."""
    of_officer = {x.officer: x.load(change.by) for x in loads_of(district, assigned) if x.officer != NOBODY}
    loads = list(of_officer.values())
    work = sum(village.load(change.by) for village in district.villages)
    mean, each = work / len(district.officers), max(work / len(district.villages), 1e-9)
    uneven = sum(abs(load - mean) for load in loads) + max(loads) - min(loads)
    left_alone = sum(name == NOBODY for name in assigned.values())
    moved = sum(assigned[v.code] != v.officer and v.officer != NOBODY for v in district.villages)
    over = sum(max(load - change.most, 0) for load in loads) if change.most else 0
    over += sum(max(load - caps[name], 0) for name, load in of_officer.items() if name in caps)
    return _STEP / each * uneven + moved + 1e6 * (left_alone + over)


def step_by_step(
    district: District, change: EvenOut, officers: list[str], caps: Mapping[str, int] = NO_CAPS
) -> dict[str, str]:
    """A plan made one move at a time, from whoever has most to whoever has least, as long as that is worth it."""
    plan, moves_left = now_of(district), len(district.villages) if change.moves is None else change.moves
    for village in district.villages:
        if village.officer == NOBODY:
            plan[village.code] = _least(district, change, plan, caps)
    while moves_left > 0:
        least = _least(district, change, plan, caps)
        loads = {x.officer: x.load(change.by) for x in loads_of(district, plan)}
        over = {name: max(loads[name] - caps.get(name, loads[name]), 0) for name in officers}
        fullest = max(officers, key=lambda name: (over[name], loads[name]))
        steps = [plan | {v.code: least} for v in district.villages if plan[v.code] == fullest != least]
        best = min(steps, key=lambda step: cost(district, change, step, caps), default=plan)
        if cost(district, change, best, caps) >= cost(district, change, plan, caps):
            return plan
        plan, moves_left = best, moves_left - 1
    return plan


def _least(district: District, change: EvenOut, plan: Mapping[str, str], caps: Mapping[str, int]) -> str:
    every = [load for load in loads_of(district, plan) if load.officer != NOBODY]
    loads = [load for load in every if load.load(change.by) < caps.get(load.officer, np.inf)] or every
    return min(loads, key=lambda load: (load.load(change.by), load.villages, load.officer)).officer
