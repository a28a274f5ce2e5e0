"""The programme itself: stages, rules of a year, the programme's own targets, fiscal years.

Sources: the department's 2560 programme and its KPI report (practising >= 85 %, income >= +3 %, groups >= 10 %
of target villages). It must not know where data comes from or how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BUDDHIST_ERA = 543


def fiscal_year_of(day: date) -> int:
    """The Buddhist-era fiscal year that contains a day: FY 2560 is 1 October 2016 to 30 September 2017."""
    return day.year + BUDDHIST_ERA + (1 if day.month >= 10 else 0)


def first_day(fiscal_year: int) -> date:
    """1 October on which a Buddhist-era fiscal year begins."""
    return date(fiscal_year - BUDDHIST_ERA - 1, 10, 1)


def last_day(fiscal_year: int) -> date:
    """30 September on which a Buddhist-era fiscal year ends."""
    return date(fiscal_year - BUDDHIST_ERA, 9, 30)


def default_year(years: Sequence[int], today: date) -> int:
    """The fiscal year of today when it has villages, else the newest that has, else the one of today."""
    now = fiscal_year_of(today)
    return now if now in years or not years else max(years)


def default_day(fiscal_year: int, today: date) -> date:
    """Today inside the fiscal year; its last day once it is over, its first before it begins."""
    return max(first_day(fiscal_year), min(today, last_day(fiscal_year)))


@dataclass(frozen=True)
class Rules:
    """The programme's rules of one fiscal year (counts of persons, households, days)."""

    team_size: int = 5
    households_per_village: int = 20
    households_per_trainer: int = 4
    training_days: int = 5
    leaders_per_village: int = 1
    income_up_pct: int = 3


def rules_of(fiscal_year: int) -> Rules:  # noqa: ARG001 - the department's papers of later years change none
    """The programme's own rules of a fiscal year; what an office set instead is in its store (`store.rules`)."""
    return Rules()


@dataclass(frozen=True)
class RuleInfo:
    """A rule that an office may set for a fiscal year: its bounds, and the measure and stage that turn on it.

    `rule.<id>.name`, `.unit` and `.help` are its messages. More than five training days cannot be set: the register of
    activities has days 1 to 5.
    """

    id: str
    lowest: int
    highest: int
    measure: str
    stage: int | None = None


RULES: tuple[RuleInfo, ...] = (
    RuleInfo("team_size", 1, 50, "teams_complete", 3),
    RuleInfo("households_per_village", 1, 1000, "households_selected", 4),
    RuleInfo("households_per_trainer", 1, 200, "trainer_load"),
    RuleInfo("training_days", 1, 5, "training_complete", 7),
    RuleInfo("leaders_per_village", 1, 50, "leaders_trained", 2),
)


@dataclass(frozen=True)
class Stage:
    """One of the eleven steps of a village; `id` names its messages (`stage.<id>.name`)."""

    number: int
    id: str


STAGES = tuple(
    Stage(number, id_)
    for number, id_ in enumerate(
        (
            "sages_surveyed",
            "leaders_trained",
            "team_complete",
            "households_selected",
            "assembly_held",
            "materials_accepted",
            "training_complete",
            "households_visited",
            "income_up",
            "group_founded",
            "otop_registered",
        ),
        start=1,
    )
)


@dataclass(frozen=True)
class Measure:
    """One measure of the programme; `measure.<id>.name` and `.definition` are its messages.

    `unit` is percent, count or ratio (households per trainer, households per 100); `more_is_better` gives the
    direction of the target; `target` is the programme's own, below every row of the `targets` register. A measure
    that counts households or groups is told apart `by_occupation`; the others have no value for one type of it.
    `highest_target` is the most that an office may ask for.
    """

    id: str
    unit: str = "percent"
    has_denominator: bool = True
    more_is_better: bool = True
    factor: int = 100
    target: Decimal | None = Decimal(100)
    by_occupation: bool = False
    target_rule: str = ""
    highest_target: int = 100


MEASURES: tuple[Measure, ...] = (
    Measure("villages", unit="count", has_denominator=False, factor=1, target=None, highest_target=100_000),
    Measure("sages_surveyed"),
    Measure("leaders_trained"),
    Measure("teams_complete"),
    Measure("households_selected"),
    Measure("assemblies_held"),
    Measure("materials_accepted"),
    Measure("training_complete"),
    Measure("households_trained", by_occupation=True),
    Measure("households_visited", by_occupation=True),
    Measure("practising", target=Decimal(85), by_occupation=True),
    Measure("income_growth", target=Decimal(3), by_occupation=True, highest_target=1000),
    Measure("households_income_up", by_occupation=True),
    Measure("income_coverage", by_occupation=True),
    Measure("villages_income_up"),
    Measure("villages_with_group", target=Decimal(10)),
    Measure(
        "groups",
        unit="count",
        has_denominator=False,
        factor=1,
        target=None,
        by_occupation=True,
        highest_target=100_000,
    ),
    Measure("otop_registered", by_occupation=True),
    Measure("spillover", unit="ratio", target=None, by_occupation=True, highest_target=10_000),
    Measure("budget_disbursed"),
    Measure("evidence_complete"),
    Measure("on_time"),
    Measure(
        "trainer_load",
        unit="ratio",
        more_is_better=False,
        factor=1,
        target=Decimal(4),
        target_rule="households_per_trainer",
        highest_target=200,
    ),
)
