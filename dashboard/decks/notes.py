"""What stands in the notes of a slide: each of its measures with its definition, how it was divided, its target and
the file of its SQL. Where too few households stand behind a value, its numbers are not told here either. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.measures.judging import BY_ID
from dashboard.measures.results import AreaMeasures
from dashboard.meeting import slides
from dashboard.meeting.agenda import Privacy
from dashboard.meeting.fetching import AgendaFacts
from dashboard.meeting.lines import line_of
from dashboard.meeting.slides import Deck, Slide
from dashboard.meeting.words import Words


def notes_of(deck: Deck, facts: AgendaFacts, words: Words, privacy: Privacy) -> dict[str, tuple[str, ...]]:
    """The notes of each slide by its id, line by line."""
    areas = {area.area_code: area for area in facts.areas}
    about = about_data(facts, words)
    return {
        slide.id: (
            *(measure_note(id_, areas.get(slide.area_code, facts.whole), words, privacy) for id_ in measures_on(slide)),
            about,
        )
        for slide in deck.slides
    }


def measures_on(slide: Slide) -> tuple[str, ...]:
    """The measures that a slide shows, each once, in the order of the slide."""
    match slide.body:
        case slides.MeasuresBody(lines=lines) | slides.OtopBody(lines=lines) | slides.BudgetBody(lines=lines):
            return _ids(lines)
        case slides.AreaBody(lines=lines) | slides.ScenarioBody(lines=lines):
            return _ids(lines)
        case slides.ChangesBody(better=better, worse=worse, begun=begun):
            return _ids((*better, *worse, *begun))
        case slides.LeagueBody(measure=measure):
            return (measure,)
        case slides.IncomeBody():
            return ("income_growth", "income_coverage")
    return ()


def _ids(lines: Iterable[slides.Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.measure for line in lines))


@dataclass(frozen=True, slots=True)
class Explained:
    """A measure of an area in words: its definition, how its value was divided, its target, the file of its SQL."""

    definition: str
    formula: str
    target: str
    sql: str


def explained(measure: str, area: AreaMeasures, words: Words, privacy: Privacy) -> Explained:
    """A measure of an area explained."""
    line, value = line_of(measure, area, None, tells_few=privacy.tells_few), area.values[measure]
    formula = words.value(line)
    if not line.is_small and value.denominator is not None:
        is_hundred = BY_ID[measure].unit == "percent" or BY_ID[measure].factor == 100
        formula = words.say(
            f"explain.formula_{'percent' if is_hundred else 'ratio'}",
            n=_exact(words, value.numerator),
            of=_exact(words, value.denominator),
            value=formula,
        )
    return Explained(
        words.say(f"measure.{measure}.definition"), formula, words.target(line), f"queries/measures/{measure}.sql"
    )


def measure_note(measure: str, area: AreaMeasures, words: Words, privacy: Privacy) -> str:
    """The same as a line."""
    told = explained(measure, area, words, privacy)
    parts = (f"{words.measure(measure)}: {told.definition}", told.formula, told.target, told.sql)
    return " · ".join(filter(None, parts))


def about_data(facts: AgendaFacts, words: Words) -> str:
    """Which data stands behind it all: the store's state and the day of its newest import."""
    footing = facts.footing
    stored = words.day(footing.stored_on) if footing.stored_on else "–"
    return words.say("about.source_is", snapshot=footing.snapshot, day=stored)


def _exact(words: Words, value: float) -> str:
    return words.number(value, 0 if float(value).is_integer() else 2)
