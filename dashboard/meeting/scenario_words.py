"""A scenario in words: the changes that are on, a sentence each, and the codes of the places they name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.measures.judging import BY_ID
from dashboard.meeting.words import MOST_NAMES, Words
from dashboard.programme import STAGES
from dashboard.scenario.address import from_text
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


def said(words: Words, text: str) -> list[str]:
    """The changes of a scenario's text that are on. Raises UnreadableOption."""
    return [_said(words, change) for change in from_text(text).active]


def places_in(text: str) -> set[str]:
    """The codes of every place that a scenario names. Raises UnreadableOption."""
    found: set[str] = set()
    for change in from_text(text).active:
        match change:
            case RateAs(_, areas, source, _):
                found.update(areas)
                found |= {source} if isinstance(source, str) and source not in (BEST, MEDIAN) else set()
            case Out(areas, _) | In(areas, _) | EvenOut(areas) | Hand(areas, _):
                found.update(areas)
            case TargetAs(_, area, _):
                found.add(area)
            case Cap(district, _, _):
                found.add(district)
    return found - {""}


def _said(words: Words, change: Change) -> str:
    say, number = words.say, words.number
    match change:
        case RateAs(measure, areas, source, only_better):
            return say(
                "whatif.change.rate" if only_better else "whatif.change.rate_all",
                areas=_areas(words, areas) or say("whatif.every_area"),
                measure=words.measure(measure) if measure else say("whatif.every_measure"),
                source=_source(words, measure, source),
            )
        case Out(areas, group) | In(areas, group):
            where = _areas(words, areas) or say("whatif.this_view")
            which = say("whatif.villages_in", group=_group(words, group), areas=where) if group else where
            return say("whatif.change.out" if isinstance(change, Out) else "whatif.change.in", which=which)
        case TargetAs(measure, area, target):
            return say("whatif.change.target", measure=words.measure(measure), area=words.area(area),
                       target=words.amount(measure, float(target)))  # fmt: skip
        case RuleAs(rule, value):
            unit = say(f"rule.{rule}.unit")
            return say("whatif.change.rule", rule=say(f"rule.{rule}.name"), value=number(value), unit=unit)
        case EvenOut(districts, by, most, moves):
            limits = [say("whatif.at_most", n=number(most), unit=say(f"whatif.load.{by}.unit"))] if most else []
            limits += [] if moves is None else [say("whatif.at_most_moves", n=number(moves))]
            where = _areas(words, districts) or say("whatif.every_district")
            return " · ".join([say("whatif.change.even", where=where, by=say(f"whatif.load.{by}")), *limits])
        case Hand(villages, officer):
            return say("whatif.change.hand", villages=_areas(words, villages), officer=words.officer(officer))
        case Cap(district, officer, most):
            return say(
                "whatif.change.cap", officer=words.officer(officer), district=words.area(district), n=number(most)
            )


def _areas(words: Words, codes: Sequence[str]) -> str:
    more = len(codes) - MOST_NAMES
    names = ", ".join(words.area(code) for code in codes[:MOST_NAMES])
    return names + (f" {words.say('whatif.more', n=words.number(more))}" if more > 0 else "")


def _source(words: Words, measure: str, source: str | Decimal) -> str:
    if isinstance(source, Decimal):
        return words.amount(measure, float(source)) if measure in BY_ID else words.number(float(source))
    return words.say(f"whatif.source.{source}") if source in (BEST, MEDIAN) else words.area(source)


def _group(words: Words, group: Group) -> str:
    if group.officer is not None:
        return words.say("whatif.group.officer", officer=words.officer(group.officer))
    if group.stage:
        stage = STAGES[abs(group.stage) - 1]
        key = "whatif.group.reached" if group.stage > 0 else "whatif.group.not_reached"
        return words.say(key, n=words.number(stage.number), name=words.say(f"stage.{stage.id}.name"))
    which = f"training.{group.training}" if group.training else f"otop.{group.otop}"
    return words.say(f"whatif.group.{which}")
