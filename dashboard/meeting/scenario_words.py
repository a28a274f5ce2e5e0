"""A scenario on a slide: the changes that are on, a sentence each, and the codes of the places they name."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.meeting.words import Words
from dashboard.scenario.changes import BEST, MEDIAN, Cap, Change, EvenOut, Hand, In, Out, RateAs, TargetAs
from dashboard.scenario.sentences import change_sentence


def said(words: Words, changes: Sequence[Change]) -> list[str]:
    """The changes of a scenario, a sentence each."""
    return [change_sentence(words, change) for change in changes]


def places_in(changes: Sequence[Change]) -> set[str]:
    """The codes of every place that changes name."""
    found: set[str] = set()
    for change in changes:
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
