"""Moving officers: what a stack makes of each district, as a list of villages that change hands and loads around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Literal

from dashboard.scenario.changes import Cap, EvenOut, Hand, Stack
from dashboard.scenario.evening import Outcome, even_out
from dashboard.scenario.loads import District, OfficerLoad, Village, loads_of, now_of
from dashboard.scenario.ways import kilometres

SECONDS = 3.0
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Handover:
    """A village that changes hands; `km` from the nearest village that its new officer has now, when that is known,
    `is_near` whether the new officer has a village in the same subdistrict now, or is in charge of it.
    """

    village: Village
    to: str
    by: Literal["even", "hand"]
    km: float | None
    is_near: bool


@dataclass(frozen=True, slots=True)
class DistrictPlan:
    """One district: loads before and after, the moves in village order, and how the evening out went (None: not asked).

    `refused` are villages that were given by hand to somebody who is no officer of the district.
    """

    district_code: str
    before: tuple[OfficerLoad, ...]
    after: tuple[OfficerLoad, ...]
    moves: tuple[Handover, ...]
    outcome: Outcome | None
    refused: tuple[str, ...]


def plan_districts(
    districts: Sequence[District], stack: Stack, progress: Progress = lambda _done, _of: None, seconds: float = SECONDS
) -> list[DistrictPlan]:
    """What a stack makes of districts: the last evening out that names each, then what was moved by hand on top.

    `progress` is told how many districts are done of how many; all together take at most about so many seconds.
    """
    plans, until = [], monotonic() + seconds
    for done, district in enumerate(districts):
        progress(done, len(districts))
        left = max(until - monotonic(), 0)  # a hard district may take three times its part of what is left
        plans.append(_plan(district, stack, max(min(3 * left / (len(districts) - done), left), 0.03)))
    progress(len(districts), len(districts))
    return plans


def _plan(district: District, stack: Stack, seconds: float) -> DistrictPlan:
    now = now_of(district)
    asked = [c for c in stack.active if isinstance(c, EvenOut) and (not c.districts or district.code in c.districts)]
    limits = [c for c in stack.active if isinstance(c, Cap) and c.district == district.code]
    caps = {limit.officer: limit.most for limit in limits if limit.officer in district.officers}
    evened = even_out(district, asked[-1], seconds, caps) if asked else None
    then = dict(evened.assigned if evened else now)
    by_hand, refused = _by_hand(district, (c for c in stack.active if isinstance(c, Hand)))
    then |= by_hand
    moves = tuple(
        _handover(district, village, then[village.code], is_hand=village.code in by_hand)
        for village in district.villages
        if then[village.code] != now[village.code]
    )
    outcome = evened.outcome if evened else None
    return DistrictPlan(district.code, loads_of(district, now), loads_of(district, then), moves, outcome, refused)


def _by_hand(district: District, hands: Iterable[Hand]) -> tuple[dict[str, str], tuple[str, ...]]:
    codes = {village.code for village in district.villages}
    given: dict[str, str] = {}
    refused: list[str] = []
    for hand in hands:
        for code in hand.villages:
            if code in codes and hand.officer in district.officers:
                given[code] = hand.officer
            elif code in codes:
                refused.append(code)
    return given, tuple(refused)


def _handover(district: District, village: Village, to: str, *, is_hand: bool) -> Handover:
    own = [other for other in district.villages if other.officer == to]
    subdistricts = {other.code[:6] for other in own} | {district.officers[to]}
    return Handover(
        village, to, "hand" if is_hand else "even", kilometres(village, own), village.code[:6] in subdistricts
    )
