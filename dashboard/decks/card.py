"""One area's card to send on LINE: who it is, its place among its siblings, its measures, as of when.

A square of 1040 pixels, which LINE shows whole in a chat and in an album. Its numbers and what may not be told are
those of the slides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard import places
from dashboard.browser import take_picture
from dashboard.decks.document import document
from dashboard.decks.ordering import Meeting, Progress, Stop
from dashboard.measures.results import AreaMeasures
from dashboard.meeting.blocks import Tile
from dashboard.meeting.drawn import address_of
from dashboard.meeting.lines import league_of, line_of
from dashboard.meeting.pieces import Pieces

SIDE, SCALE = 520, 2  # CSS pixels, each two of the picture's
OF_AREA = (
    "training_complete", "practising", "households_visited", "income_growth", "villages_with_group", "budget_disbursed",
)  # fmt: skip
OF_VILLAGE = (
    "households_trained", "practising", "households_visited", "income_growth", "households_income_up",
    "budget_disbursed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """A card in finished words: the area, where it lies, its place in the league, its measures, the foot."""

    title: str
    above: str
    rank: str
    by: str
    tiles: tuple[Tile, ...]
    foot: tuple[str, ...]
    sample: str


def make_card(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    """Draw the card of the meeting's own area as `out`. Raises NoBrowser, BrowserFailed, Cancelled."""
    progress(1, 2)
    draw_card(card_of(meeting), meeting.words.language, out, is_cancelled)
    progress(2, 2)


def draw_card(card: Card, language: str, out: Path, is_cancelled: Stop) -> None:
    """Draw a card as a PNG."""
    take_picture(card_document(card, language), out, SIDE, SIDE, scale=SCALE, is_cancelled=is_cancelled)


def card_document(card: Card, language: str) -> str:
    """The document that a card is a picture of."""
    return document(
        title=card.title, language=language, data=asdict(card), styles=("slides.css", "card.css"),
        scripts=("shared.js", "slides.js", "card.js"),
    )  # fmt: skip


def card_of(meeting: Meeting, area: str | None = None) -> Card:
    """The card of the meeting's area, or of one of the areas in it. Raises KeyError for one that is not."""
    facts = meeting.facts
    if area is None:
        return _card(meeting, facts.whole, facts.whole_then, meeting.siblings)
    now = next((own for own in facts.areas if own.area_code == area), None)
    if now is None:
        raise KeyError(area)
    return _card(meeting, now, facts.areas_then.get(area), facts.areas)


def _card(meeting: Meeting, now: AreaMeasures, then: AreaMeasures | None, siblings: Sequence[AreaMeasures]) -> Card:
    words, footing, tells_few = meeting.words, meeting.facts.footing, meeting.order.privacy.tells_few
    area = now.area_code
    pieces = Pieces(meeting.deck, words, address_of(footing.filters))
    lines = [line_of(id_, now, then, tells_few=tells_few) for id_ in (OF_VILLAGE if len(area) == 8 else OF_AREA)]
    label, *foot = meeting.foot if footing.is_example else ("", *meeting.foot)
    return Card(
        title=words.area(area) if area else words.areas(footing),
        above=(" " if words.language == "th" else ", ").join(
            words.area(area[:digits]) for digits in (6, 4, 2) if digits < len(area)
        ),
        rank=_rank(meeting, area, siblings),
        by=words.say("card_file.by", measure=words.measure(meeting.order.league)),
        tiles=tuple(pieces.tile(line, is_short=True) for line in lines),
        foot=(words.say("card_file.about"), *foot[1:]),
        sample=label,
    )


def _rank(meeting: Meeting, area: str, siblings: Sequence[AreaMeasures]) -> str:
    """The area's place among its siblings; nothing where it has none, or none that may be told."""
    words, league = meeting.words, meeting.order.league
    lines = [(own.area_code, line_of(league, own, None, tells_few=meeting.order.privacy.tells_few)) for own in siblings]
    rows = league_of(league, lines)
    place = next((row.rank for row in rows if row.area_code == area), None)
    n_ranked = sum(row.rank is not None for row in rows)
    if not area or place is None or n_ranked < 2:
        return ""
    above = area[: 4 if len(area) == 8 and len({own.area_code[:6] for own in siblings}) > 1 else len(area) - 2]
    return words.say(
        "card_file.rank",
        place=words.number(place),
        of=words.number(n_ranked),
        level=words.say(f"level.{places.level_of(area)}"),
        area=words.area(above),
    )
