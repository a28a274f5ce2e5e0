"""A deck as PPTX: every drawn slide with native shapes, tables and charts, and what its measures mean in its notes.

Where a slide has room its letters grow, then bars and tables do; nothing is made smaller than the drawing says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dashboard.decks import look
from dashboard.decks.bars import Shares, add_bars, shares_of
from dashboard.decks.letters import Box, Run, add_text, speak
from dashboard.decks.ordering import Meeting, Progress, Stop
from dashboard.decks.paper import add_slide, new_deck
from dashboard.decks.shapes import MOST_STRETCH, add_paragraph, add_points, add_table, add_tile
from dashboard.errors import Cancelled
from dashboard.meeting.blocks import Bars, Block, DrawnSlide, Points, Table, Text, Tile
from dashboard.meeting.fitting import (
    BODY,
    GAP,
    INNER,
    MARGIN,
    SIDE,
    TITLE,
    Row,
    height,
    scale_of,
    shares,
    text_height,
    text_lines,
)  # fmt: skip

_STRETCH = {Bars: 1.5, Table: MOST_STRETCH, Tile: 1.12, Points: 1.0, Text: 1.0}


def make_pptx(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    """Write the slides of a meeting as `out`. Raises Cancelled; then there is no `out`."""
    words, footing = meeting.words, meeting.facts.footing
    deck = new_deck(words.say("deck.layout"))
    making = _Making(deck, _series(meeting), meeting.notes(), words.language)
    slides = [_with_pale_bars(slide, meeting) for slide in meeting.slides]
    for n, slide in enumerate(slides, start=1):
        if is_cancelled():
            raise Cancelled()
        progress(n, len(meeting.slides))
        making.add(slide)
    facts = deck.core_properties
    facts.title, facts.subject = look.clean(meeting.title), look.clean(meeting.subject)
    facts.author = facts.last_modified_by = facts.keywords = ""
    facts.comments = words.say("frame.example_note") if footing.is_example else ""
    facts.language = words.language
    deck.save(str(out))


def _series(meeting: Meeting) -> tuple[str, str]:
    """What bars of now and then are called in a chart's data."""
    words, footing = meeting.words, meeting.facts.footing
    return (
        words.say("deck.now", day=words.day(footing.filters.as_of)),
        words.say("deck.now", day=words.day(footing.since)) if footing.since else "",
    )


def _with_pale_bars(slide: DrawnSlide, meeting: Meeting) -> DrawnSlide:
    """The slide with its words on what was then: on the screen it is a mark, here a pale bar of its own."""
    words, since = meeting.words, meeting.facts.footing.since
    if since is None:
        return slide
    day = words.day(since)
    marks = [
        (words.say(f"show.{key}.then", day=day), words.say(f"deck.{key}.then", day=day)) for key in ("stages", "bars")
    ]

    def put(text: str) -> str:
        for mark, bar in marks:
            text = text.replace(mark, bar)
        return text

    def said(block: Block) -> Block:
        match block:
            case Bars():
                return replace(block, heading=put(block.heading))
            case Text():
                return replace(block, text=put(block.text))
        return block

    return replace(slide, rows=tuple(tuple(said(block) for block in row) for row in slide.rows))


@dataclass
class _Making:
    deck: Any
    series: tuple[str, str]
    notes: Mapping[str, Sequence[str]]
    language: str
    titles: set[str] = field(default_factory=set)

    def add(self, drawn: DrawnSlide) -> None:
        """Add a slide."""
        title = self._title(drawn)
        title_height = text_lines(f"{title} (00)", INNER, TITLE) * TITLE * 1.35
        lead_height = text_height(drawn.lead, INNER)
        foot_height = text_height(f"{' · '.join(drawn.foot)} 000 / 000", INNER)
        foot_top = 100 - foot_height - GAP
        slide = add_slide(self.deck, title, title_height, _foot(drawn), foot_top, self.language)
        top = MARGIN + title_height
        if drawn.lead:
            line = [Run(drawn.lead, BODY, look.QUIET)]
            add_text(slide, Box(SIDE, top, INNER, lead_height), [line], self.language, drawn.lead[:40])
        top += lead_height + GAP
        self._add_rows(slide, drawn.rows, top, foot_top - GAP - top)
        self._add_notes(slide, self.notes.get(drawn.slide_id, ()))

    def _title(self, drawn: DrawnSlide) -> str:
        """The slide's title; no two are alike, so that the outline tells slides apart."""
        title = drawn.title if drawn.title not in self.titles else f"{drawn.title} {drawn.part}/{drawn.parts}"
        if title in self.titles:  # two districts of one name
            title = f"{title} · {drawn.area_code}"
        self.titles.add(title)
        return title

    def _add_notes(self, slide: Any, lines: Sequence[str]) -> None:
        if not lines:
            return
        frame = slide.notes_slide.notes_text_frame
        frame.text = look.clean("\n".join(lines))
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                speak(run, self.language)

    def _add_rows(self, slide: Any, rows: Sequence[Row], top: float, room: float) -> None:
        scale, heights = laid_out(rows, room)
        gap = GAP * scale
        for row, own in zip(rows, heights, strict=True):
            room_beside, x = INNER - gap * (len(row) - 1), SIDE
            widths = [share * room_beside for share in shares(row)]
            charts = [(block, width) for block, width in zip(row, widths, strict=True) if isinstance(block, Bars)]
            parts = shares_of([chart for chart, _ in charts], min((w for _, w in charts), default=1) / scale)
            for block, width in zip(row, widths, strict=True):
                self._add_block(slide, block, Box(x, top, width, own, scale), parts)
                x += width + gap
            top += own + gap

    def _add_block(self, slide: Any, block: Block, box: Box, parts: Shares) -> None:
        match block:
            case Tile():
                add_tile(slide, block, box, self.language)
            case Bars():
                add_bars(slide, block, box, parts, self.series, self.language)
            case Table():
                add_table(slide, block, box, self.language)
            case Points():
                add_points(slide, block, box, self.language)
            case Text():
                add_paragraph(slide, block, box, self.language)


def _foot(drawn: DrawnSlide) -> list[Run]:
    """The parts of the foot; a label of example data is loud."""
    if not drawn.is_example:
        return [Run(" · ".join(drawn.foot), BODY, look.QUIET)]
    label, *rest = drawn.foot
    return [Run(label, BODY, look.BEHIND, bold=True), Run("".join(f" · {part}" for part in rest), BODY, look.QUIET)]


def laid_out(rows: Sequence[Row], room: float) -> tuple[float, list[float]]:
    """How much larger than usual the blocks of a slide are, and the heights of its rows: what is left over then is
    shared among the rows that gain by it.
    """
    scale = scale_of(rows, room)
    least = [height(row, INNER / scale) * scale for row in rows]
    gains = [own * (max(_STRETCH[type(block)] for block in row) - 1) for own, row in zip(least, rows, strict=True)]
    spare = max(room - sum(least) - GAP * scale * (len(least) - 1), 0)
    share = min(spare / sum(gains), 1) if sum(gains) else 0
    return scale, [own + gain * share for own, gain in zip(least, gains, strict=True)]
