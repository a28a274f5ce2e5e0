"""The changes that a scenario is made of, and a stack of them with on and off.

A change says what would be otherwise, never what comes of it (see `applying`, `evening`). Frozen, so that a stack can
key a cache; the order of a stack counts where two changes speak of the same thing: the later one wins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

BEST = "best"
MEDIAN = "median"
Load = Literal["villages", "households", "visits"]


@dataclass(frozen=True, slots=True)
class RateAs:
    """Areas take another rate of a measure: each keeps its own number of villages, households or baht.

    `areas` are DOPA codes, none = every area of the view's next level. `source` is an area's code ('' the nation),
    BEST or MEDIAN of the area's siblings (the areas of its level in the same area above, itself among them), or a
    number in the measure's unit. With
    `only_better`, an area that does better already keeps its own. `measure` '' = all measures that have a rate, which
    a number cannot be the source of.
    """

    measure: str
    areas: tuple[str, ...]
    source: str | Decimal
    only_better: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Villages by how they stand, as in Filters: one of these is given."""

    officer: str | None = None
    training: str = ""
    otop: str = ""
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Out:
    """Areas (none = the whole view), or only a group of their villages, are left out of the total."""

    areas: tuple[str, ...]
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class In:
    """Areas, or only a group of their villages, are taken into the total."""

    areas: tuple[str, ...]
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class TargetAs:
    """The target of a measure in an area ('' the nation) and everywhere below it."""

    measure: str
    area: str
    target: Decimal


@dataclass(frozen=True, slots=True)
class RuleAs:
    """A rule of the year (an id of RULES)."""

    rule: str
    value: int


@dataclass(frozen=True, slots=True)
class EvenOut:
    """The villages of districts (none = every district of the view) are shared out evenly among their officers.

    `by` is what is evened out; `most` the most of it that one officer may have (0 = no limit), `moves` the most
    villages that may change hands in a district (None = as many as it takes).
    """

    districts: tuple[str, ...]
    by: Load = "villages"
    most: int = 0
    moves: int | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Villages are given to an officer of their district, by hand: on top of what was evened out."""

    villages: tuple[str, ...]
    officer: str


@dataclass(frozen=True, slots=True)
class Cap:
    """One officer of a district may have at most so many of what is evened out there; without evening out, nothing."""

    district: str
    officer: str
    most: int


Change = RateAs | Out | In | TargetAs | RuleAs | EvenOut | Hand | Cap


@dataclass(frozen=True, slots=True)
class Step:
    """A change in a stack, and whether it is on."""

    change: Change
    on: bool = True


@dataclass(frozen=True, slots=True)
class Stack:
    """The changes of a scenario in their order."""

    steps: tuple[Step, ...] = field(default=())

    @property
    def active(self) -> tuple[Change, ...]:
        """The changes that are on."""
        return tuple(step.change for step in self.steps if step.on)

    def with_change(self, change: Change) -> Stack:
        """The stack with one more change at its end."""
        return Stack((*self.steps, Step(change)))

    def without(self, place: int) -> Stack:
        """The stack without the step at a place, counted from 0."""
        return Stack(self.steps[:place] + self.steps[place + 1 :])

    def switched(self, place: int) -> Stack:
        """The stack with the step at a place on when it was off, and off when it was on."""
        step = self.steps[place]
        return Stack((*self.steps[:place], Step(step.change, not step.on), *self.steps[place + 1 :]))
