"""Scenarios in words: what a change says, what a measure or stage is called, numbers with their sign and unit."""

from __future__ import annotations

from dashboard.persons import is_key
from dashboard.programme import STAGES
from dashboard.scenario.changes import Change, Group
from dashboard.scenario.sentences import change_sentence, group_sentence
from dashboard.ui import places
from dashboard.ui.persons import shown_name
from dashboard.ui.words import Value, measure_name, measure_of, measured, number, percent, t

ICONS = {"met": "check_circle", "near": "contrast", "behind": "error"}


def what_name(what: str) -> str:
    """A measure's name, or a stage's with its number."""
    if what.startswith("stage."):
        stage = STAGES[int(what.removeprefix("stage.")) - 1]
        return t("whatif.stage", n=number(stage.number), name=t(f"stage.{stage.id}.name"))
    return measure_name(what)


def tied(what: str) -> tuple[str, ...]:
    """The measure that something is, for its definition; a stage ties to the villages."""
    return ("villages",) if what.startswith("stage.") else (what,)


def what_value(what: str, value: Value, target: Value = None) -> str:
    """A measure or stage in its unit; a count of a projection is rounded."""
    if what.startswith("stage."):
        return percent(value, target)
    return measured(what, value, target)


def difference(what: str, change: float) -> str:
    """A difference with its sign: points for percentages."""
    unit = "percent" if what.startswith("stage.") else measure_of(what).unit
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    size = number(abs(change), 0 if unit == "count" and float(change).is_integer() else 1)
    return t("change.number", sign=sign, n=size)


def pace_words(value: Value) -> str:
    """Units a week, with a decimal below a hundred."""
    if value is None:
        return "–"
    return number(value, 1 if abs(float(value)) < 100 and not float(value).is_integer() else 0)


def officer_name(officer: str) -> str:
    """An officer as this session may see him or her, or that nobody is named."""
    if is_key(officer):
        return t("whatif.unknown_officer")
    return shown_name(officer) if officer else t("whatif.nobody")


class _Page:
    """What this session's language calls things, and which names it may tell."""

    say = staticmethod(t)
    number = staticmethod(number)
    amount = staticmethod(measured)
    measure = staticmethod(measure_name)
    area = staticmethod(places.name)
    officer = staticmethod(officer_name)


def group_words(group: Group) -> str:
    """The villages of a group."""
    return group_sentence(_Page(), group)


def change_words(change: Change) -> str:
    """A change as a sentence of the stack."""
    return change_sentence(_Page(), change)
