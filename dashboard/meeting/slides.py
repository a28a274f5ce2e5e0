"""The slides of a meeting as data: frozen, numbers and codes only.

Words, fonts and files come later. A value that may not be told because too few households stand behind it is not in
here at all: its line says `is_small`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.filters import Filters
from dashboard.measures.attention import Tone
from dashboard.measures.results import AreaStages, Number, Status
from dashboard.meeting.decisions import Standing
from dashboard.scenario.changes import Change


@dataclass(frozen=True, slots=True)
class Footing:
    """What stands at the foot of every slide: the view (its areas, filters and as-of day), the day of the last meeting
    (None: there was none), whether the data is the example's, and the state of the store.
    """

    filters: Filters
    since: date | None
    is_example: bool
    snapshot: str
    stored_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of an area now and on the last meeting's day, against its target of now.

    `n_households` is how many households stand behind it (None: it is not about households). With fewer than may be
    told of (`is_small`) there is no value, then or now, and no status.
    """

    measure: str
    value: Number | None
    then: Number | None
    target: Number | None
    status: Status
    status_then: Status
    n_households: int | None
    is_small: bool

    @property
    def change(self) -> float | None:
        """In the measure's own unit (points for percent); None when one of the two is missing."""
        return None if self.value is None or self.then is None else float(self.value) - float(self.then)

    @property
    def turns(self) -> bool:
        """Whether the status is another one than at the last meeting."""
        return self.then is not None and self.status != self.status_then


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A line of an area with its place in a ranking: 1 is the best, equals share a place, None without a value."""

    area_code: str
    rank: int | None
    line: Line


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in an area: its id (a kind of attention, or a measure), how many households, villages or activities
    in how many villages, and the villages with most of them: (code, how many).
    """

    id: str
    is_measure: bool
    tone: Tone
    n: int
    n_villages: int
    villages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Income:
    """The growth of incomes of an area's paired households, percent, with its 95 % interval and coverage (percent).

    Where they are too few, their number is not told either; `practising` likewise.
    """

    line: Line
    area_code: str
    pairs: int | None
    practising: int | None
    coverage_pct: Number | None
    median_change_pct: float | None
    low: float | None
    high: float | None
    is_uncertain: bool


@dataclass(frozen=True, slots=True)
class Money:
    """The money of an area, baht; how many villages' budget is not known, and how many spent more than theirs."""

    area_code: str
    allocated_baht: float
    ordered_baht: float
    accepted_baht: float
    disbursed_baht: float
    n_without_budget: int
    n_over_budget: int


@dataclass(frozen=True, slots=True)
class TitleBody:
    """How much of the view there is: its areas, villages, and villages with sages and households in the registers."""

    n_areas: int
    n_villages: int
    n_with_registers: int


@dataclass(frozen=True, slots=True)
class LastTimeBody:
    """What the last meeting left open, as it stands now."""

    items: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class MeasuresBody:
    """Every measure of the whole view."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChangesBody:
    """What changed since the last meeting, the most by its target first; what has `begun` to have a value; the
    stages of then and now.
    """

    better: tuple[Line, ...]
    worse: tuple[Line, ...]
    begun: tuple[Line, ...]
    stages: AreaStages
    stages_then: AreaStages


@dataclass(frozen=True, slots=True)
class LeagueBody:
    """The areas by one measure, the best first; those that rose and fell most since the last meeting."""

    measure: str
    rows: tuple[AreaLine, ...]
    risen: tuple[AreaLine, ...]
    fallen: tuple[AreaLine, ...]


@dataclass(frozen=True, slots=True)
class AreaBody:
    """One area in turn: its measures, stages, what is wrong there, and what the last meeting left open for it."""

    lines: tuple[Line, ...]
    stages: AreaStages
    stages_then: AreaStages | None
    problems: tuple[Problem, ...]
    last_time: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class IncomeBody:
    """The incomes of the whole view and of its areas in code order."""

    whole: Income
    areas: tuple[Income, ...]


@dataclass(frozen=True, slots=True)
class OtopBody:
    """Groups and OTOP: the measures, the groups ready to be registered by area (code, how many; the most first)."""

    lines: tuple[Line, ...]
    n_ready: int
    ready: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BudgetBody:
    """The measures of money and evidence, the money of the whole view and of its areas in code order."""

    lines: tuple[Line, ...]
    whole: Money
    areas: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ScenarioBody:
    """A scenario by its text, its changes that are on, and the measures that it would change: the actual is `then`, the
    scenario `value`.
    """

    text: str
    changes: tuple[Change, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DecisionsBody:
    """What the last meeting left open as it stands now, what this meeting decided, all that is open."""

    last_time: tuple[Standing, ...]
    taken: tuple[Standing, ...]
    open: tuple[Standing, ...]


Body = (
    TitleBody
    | LastTimeBody
    | MeasuresBody
    | ChangesBody
    | LeagueBody
    | AreaBody
    | IncomeBody
    | OtopBody
    | BudgetBody
    | ScenarioBody
    | DecisionsBody
)
Kind = Literal[
    "title", "last_time", "measures", "changes", "league", "area", "income", "otop", "budget", "scenario", "decisions"
]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its id (its kind, or `area.<code>`), the area it is about ('' the nation or several) and its body."""

    id: str
    kind: Kind
    area_code: str
    footing: Footing
    body: Body


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides in their order, and the names of every place on them: code → (Thai, English)."""

    footing: Footing
    slides: tuple[Slide, ...]
    names: Mapping[str, tuple[str, str]]
