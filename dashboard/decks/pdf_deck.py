"""A deck as PDF: a title page that says what it is limited to and where it comes from, the slides as on the screen, and
what each measure means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

from dashboard.browser import print_pdf
from dashboard.decks.document import document, table
from dashboard.decks.notes import about_data, explained, measures_on
from dashboard.decks.ordering import Meeting, Progress, Source, Stop
from dashboard.measures.judging import BY_ID
from dashboard.meeting.drawn import as_json

_MOST_FILES = 8


def make_pdf(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    """Print the meeting as `out`. Raises NoBrowser, BrowserFailed, Cancelled; then there is no `out`."""
    progress(1, 2)
    html = pdf_document(meeting)
    print_pdf(html, out, is_cancelled=is_cancelled)
    progress(2, 2)


def pdf_document(meeting: Meeting) -> str:
    """The document that is printed."""
    return document(
        title=meeting.title,
        language=meeting.words.language,
        body=f'{_title_page(meeting)}<div id="slides"></div>{_definitions(meeting)}',
        data={"slides": as_json(meeting.slides)},
        styles=("slides.css", "print.css"),
        scripts=("shared.js", "slides.js", "print.js"),
    )


def _title_page(meeting: Meeting) -> str:
    """What the deck is limited to and where it comes from."""
    words, footing = meeting.words, meeting.facts.footing
    say, filters = words.say, meeting.order.filters
    facts = {
        say("deck.area"): words.areas(footing),
        say("deck.year"): say("frame.facts.as_of", year=filters.fiscal_year, day=words.day(filters.as_of)),
    }
    if footing.since:
        facts[say("deck.since")] = words.day(footing.since)
    own = words.foot(footing)[(3 if footing.since else 2) + footing.is_example :]
    if own:
        facts[say("deck.filters")] = " · ".join(own)
    facts[say("about.source")] = about_data(meeting.facts, words)
    sample = f'<p><span class="sample">{escape(say("frame.example"))}</span> {escape(say("frame.example_note"))}</p>'
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts.items())
    return (
        f'<section class="plain"><h1>{escape(meeting.title)}</h1>{sample if footing.is_example else ""}'
        f"<dl>{listed}</dl><h2>{escape(say('deck.sources'))}</h2>{_sources(meeting)}</section>"
    )


def _sources(meeting: Meeting) -> str:
    """The newest files that the numbers came from with their rows, and how many there are in all."""
    words, say, number = meeting.words, meeting.words.say, meeting.words.number
    files: dict[tuple[str, date], list[Source]] = {}
    for source in meeting.sources:
        files.setdefault((source.file, source.stored_on), []).append(source)
    rows = [
        [file, words.day(day), number(_rows_read(own)), number(sum(s.n_rejected for s in own))]
        for (file, day), own in files.items()
    ]
    heads = [say(f"explain.{key}") for key in ("file", "stored_on", "n_read", "n_rejected")]
    told = table(heads, rows[:_MOST_FILES], (0.56, 0.16, 0.14, 0.14), 2) if rows else ""
    total = say(
        "deck.sources_all",
        n=number(len(rows)),
        rows=number(_rows_read(meeting.sources)),
        rejected=number(sum(s.n_rejected for s in meeting.sources)),
    )
    return f'{told}<p class="quiet">{escape(total)}</p>'


def _rows_read(sources: Sequence[Source]) -> int | None:
    """How many rows were read; None where that of one file may not be known."""
    known = [source.n_read for source in sources if source.n_read is not None]
    return sum(known) if len(known) == len(sources) else None


def _definitions(meeting: Meeting) -> str:
    """What each measure on the slides means, and how the value of the whole view was divided."""
    words, say = meeting.words, meeting.words.say
    shown = {id_ for slide in meeting.deck.slides for id_ in measures_on(slide)}
    rows = []
    for id_ in (id_ for id_ in BY_ID if id_ in shown):
        told = explained(id_, meeting.facts.whole, words, meeting.order.privacy)
        rows.append([words.measure(id_), told.definition, told.formula, told.target, f"{id_}.sql"])
    if not rows:
        return ""
    heads = [say("show.measure"), *(say(f"deck.{key}") for key in ("definition", "formula", "target", "sql"))]
    return (
        f'<section class="plain"><h2>{escape(say("deck.definitions", area=words.areas(meeting.facts.footing)))}</h2>'
        f"{table(heads, rows, (0.2, 0.36, 0.18, 0.1, 0.16))}</section>"
    )
