"""A scenario in words: each change as a sentence, the same on the page, on slides and in files.

Whoever speaks knows the language, how places are named there, and which names may be told (`Speaker`). Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from dashboard.programme import STAGES
from dashboard.scenario.changes import (
    BEST,
    MEDIAN,
    Cap,
    Change,
    EvenOut,
    Group,
    Hand,
    In,
    Out,
    RateAs,
    RuleAs,
    TargetAs,
)

MOST_NAMES = 4


class Speaker(Protocol):
    """What a sentence is made with: messages, numbers, and names of places, persons and measures."""

    def say(self, key: str, /, **facts: object) -> str:
        """A message with its facts filled in."""

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with thousands separators."""

    def amount(self, measure: str, value: float) -> str:
        """A number in the unit of a measure."""

    def measure(self, id_: str) -> str:
        """A measure's name."""

    def area(self, code: str) -> str:
        """A place by name, '' the nation."""

    def officer(self, name: str) -> str:
        """An officer as may be told; that nobody is named for ''."""


def change_sentence(by: Speaker, change: Change) -> str:
    """A change as a sentence."""
    say, number = by.say, by.number
    match change:
        case RateAs(measure, areas, source, only_better):
            return say(
                "whatif.change.rate" if only_better else "whatif.change.rate_all",
                areas=area_names(by, areas) or say("whatif.every_area"),
                measure=by.measure(measure) if measure else say("whatif.every_measure"),
                source=_source(by, measure, source),
            )
        case Out(areas, group) | In(areas, group):
            where = area_names(by, areas) or say("whatif.this_view")
            which = say("whatif.villages_in", group=group_sentence(by, group), areas=where) if group else where
            return say("whatif.change.out" if isinstance(change, Out) else "whatif.change.in", which=which)
        case TargetAs(measure, area, target):
            return say("whatif.change.target", measure=by.measure(measure), area=by.area(area),
                       target=by.amount(measure, float(target)))  # fmt: skip
        case RuleAs(rule, value):
            unit = say(f"rule.{rule}.unit")
            return say("whatif.change.rule", rule=say(f"rule.{rule}.name"), value=number(value), unit=unit)
        case EvenOut(districts, load, most, moves):
            limits = [say("whatif.at_most", n=number(most), unit=say(f"whatif.load.{load}.unit"))] if most else []
            limits += [] if moves is None else [say("whatif.at_most_moves", n=number(moves))]
            where = area_names(by, districts) or say("whatif.every_district")
            return " · ".join([say("whatif.change.even", where=where, by=say(f"whatif.load.{load}")), *limits])
        case Hand(villages, officer):
            return say("whatif.change.hand", villages=area_names(by, villages), officer=by.officer(officer))
        case Cap(district, officer, most):
            return say("whatif.change.cap", officer=by.officer(officer), district=by.area(district), n=number(most))


def group_sentence(by: Speaker, group: Group) -> str:
    """The villages of a group: without a group, looked after by …"""
    if group.officer is not None:
        return by.say("whatif.group.officer", officer=by.officer(group.officer))
    if group.stage:
        stage = STAGES[abs(group.stage) - 1]
        key = "whatif.group.reached" if group.stage > 0 else "whatif.group.not_reached"
        return by.say(key, n=by.number(stage.number), name=by.say(f"stage.{stage.id}.name"))
    which = f"training.{group.training}" if group.training else f"otop.{group.otop}"
    return by.say(f"whatif.group.{which}")


def area_names(by: Speaker, codes: Sequence[str]) -> str:
    """A few areas by name, and how many more there are; '' without any."""
    more = len(codes) - MOST_NAMES
    names = ", ".join(by.area(code) for code in codes[:MOST_NAMES])
    return names + (f" {by.say('whatif.more', n=by.number(more))}" if more > 0 else "")


def _source(by: Speaker, measure: str, source: str | Decimal) -> str:
    """Whose rate is taken, or which."""
    if isinstance(source, Decimal):
        if measure == "groups":  # a rate of groups is so many for each village
            return by.say("whatif.groups_each", n=by.number(float(source), 2))
        return by.amount(measure, float(source)) if measure else by.number(float(source))
    return by.say(f"whatif.source.{source}") if source in (BEST, MEDIAN) else by.area(source)
