"""The one drawing of a deck: finished words, raw numbers, rows of blocks. The screen, PPTX, PDF, PNG and the monthly
report all draw from it, so that a number cannot differ between them. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dashboard.filters import Filters
from dashboard.meeting.blocks import DrawnSlide, as_json
from dashboard.meeting.content import Making
from dashboard.meeting.fitting import GAP, HEIGHT, INNER, MARGIN, TITLE, packed, scale_of, text_height, text_lines
from dashboard.meeting.pieces import Address
from dashboard.meeting.slides import Deck, LeagueBody, ScenarioBody, Slide
from dashboard.meeting.words import Words

__all__ = ["Address", "DrawnSlide", "address_of", "as_json", "drawn"]

PAGES: Mapping[str, str] = {
    "title": "overview", "last_time": "meeting", "measures": "overview", "changes": "progress", "league": "progress",
    "area": "overview", "income": "incomes", "otop": "groups", "budget": "budget", "scenario": "whatif",
    "decisions": "meeting",
}  # fmt: skip


def address_of(filters: Filters) -> Address:
    """Addresses of pages relative to the app, with the filters of a view: path and query."""

    def address(page: str, area: str, own: Mapping[str, str]) -> str:
        view = filters if area == filters.area else filters.of(area)
        return f"{'' if page == 'overview' else page}?{urlencode({**view.to_query(), **own}, safe=',')}"

    return address


def drawn(deck: Deck, words: Words, address: Address | None = None) -> tuple[DrawnSlide, ...]:
    """The slides of a deck as they are drawn, continued on further ones where one could not be read from afar.

    Without `address` the pages behind are those of the deck's view (`address_of`).
    """
    making = Making(deck, words, address or address_of(deck.footing.filters))
    foot = words.foot(deck.footing)
    return tuple(part for slide in deck.slides for part in _parts(making, slide, foot))


def _parts(making: Making, slide: Slide, foot: Sequence[str]) -> list[DrawnSlide]:
    words, title = making.words, making.words.title(slide)
    lead, rows = making.of(slide, room(title, "one line", foot))
    free = room(title, lead, foot)
    parts = packed(rows, free)
    return [
        DrawnSlide(
            id=slide.id if n == 1 else f"{slide.id}~{n}",
            slide_id=slide.id,
            kind=slide.kind,
            area_code=slide.area_code,
            title=title if n == 1 else words.say("show.continued", title=title),
            lead=lead,
            rows=part,
            scale=scale_of(part, free),
            foot=tuple(foot),
            href=making.address(PAGES[slide.kind], slide.area_code, _own_keys(slide)),
            part=n,
            parts=len(parts),
            is_scenario=slide.kind == "scenario",
            is_example=slide.footing.is_example,
        )
        for n, part in enumerate(parts, start=1)
    ]


def _own_keys(slide: Slide) -> dict[str, str]:
    """What the page behind a slide is asked for beyond its view."""
    match slide.body:
        case LeagueBody(measure=measure):
            return {"measure": measure}
        case ScenarioBody(text=text):
            return {"s": text}
    return {"tab": "decisions"} if slide.kind in ("last_time", "decisions") else {}


PLACE = 17.0
"""The room at the foot that "3 / 31" takes with its distance from the words."""


def room(title: str, lead: str, foot: Sequence[str]) -> float:
    """The height that is left for the blocks between a title and a foot."""
    head = text_lines(f"{title} (0000)", INNER, TITLE) * TITLE * 1.35 + text_height(lead, INNER)
    below = text_height(" · ".join(foot), INNER - PLACE) + GAP
    return HEIGHT - MARGIN - head - GAP - below - GAP
