"""What somebody asks to have as a file, and the meeting that it is made from.

Everything is brought here once, so that all kinds of files of an order hold the same numbers. It must not know kinds
of files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import sql
from dashboard.access.audit import Event
from dashboard.decks.notes import notes_of
from dashboard.errors import UnknownArea
from dashboard.filters import Filters
from dashboard.meeting.agenda import LEAGUE, Privacy, agenda
from dashboard.meeting.blocks import DrawnSlide
from dashboard.meeting.decisions import Decision
from dashboard.meeting.drawn import drawn
from dashboard.meeting.fetching import AgendaFacts, fetch_facts
from dashboard.meeting.slides import Deck
from dashboard.meeting.template import Template
from dashboard.meeting.words import Words
from dashboard.registers import REGISTERS
from dashboard.scenario.fetching import Ask
from dashboard.thai import Digits, Language

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def nothing(_n: int, _of: int) -> None:
    """Nobody wants to know how far it is."""


def never() -> bool:
    """Nobody calls it off."""
    return False


@dataclass(frozen=True, slots=True)
class Order:
    """A meeting about a view: the day of the last one, which slides, the scenario, the ranking, what may be told."""

    filters: Filters
    since: date | None = None
    template: Template = Template()  # noqa: RUF009 - frozen
    scenario: str = ""
    league: str = LEAGUE
    privacy: Privacy = Privacy()  # noqa: RUF009 - frozen
    language: Language = "th"
    digits: Digits = "arabic"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that the numbers came from: its register, when it was stored, its rows read and rejected."""

    file: str
    register: str
    stored_on: date
    n_read: int
    n_rejected: int


@dataclass(frozen=True)
class Meeting:
    """What every file of an order is made from."""

    order: Order
    facts: AgendaFacts
    deck: Deck
    words: Words
    slides: tuple[DrawnSlide, ...]
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        """What the meeting is called."""
        return self.words.say("meeting.slide.title", area=self.words.areas(self.facts.footing))

    @property
    def subject(self) -> str:
        """What the files are limited to, in a sentence."""
        return " · ".join(self.words.foot(self.facts.footing))

    def event(self, what: str, file: str) -> Event:
        """What the audit log says of a file of it."""
        filters, privacy = self.order.filters, self.order.privacy
        other = {key: text for key, text in filters.to_query().items() if key not in ("area", "as_of")}
        other |= {"since": self.order.since.isoformat()} if self.order.since else {}
        other |= {"scenario": self.order.scenario} if self.order.scenario else {}
        return Event(
            what, file, ",".join(filters.areas), filters.as_of.isoformat(), other, len(self.slides),
            privacy.tells_names, privacy.tells_few,
        )  # fmt: skip

    def notes(self) -> dict[str, tuple[str, ...]]:
        """The notes of each slide."""
        return notes_of(self.deck, self.facts, self.words, self.order.privacy)


def fetch_meeting(
    ask: Ask, order: Order, decisions: tuple[Decision, ...], *, is_example: bool, snapshot: str
) -> Meeting:
    """The meeting of an order. Raises UnknownArea, UnreadableOption."""
    for area in (*order.filters.areas, *order.filters.without):
        if not ask(_is_known, area):
            raise UnknownArea(area=area)
    named = {version.decided.area_code for decision in decisions for version in decision.versions}
    facts = fetch_facts(
        ask, order.filters, order.since, is_example=is_example, snapshot=snapshot, scenario=order.scenario,
        also_named=sorted(named),
    )  # fmt: skip
    deck = agenda(facts, decisions, order.template, league=order.league, privacy=order.privacy)
    words = Words.of(deck, order.language, order.digits, tells_names=order.privacy.tells_names)
    return Meeting(order, facts, deck, words, drawn(deck, words), fetch_sources(ask))


def fetch_sources(ask: Ask) -> tuple[Source, ...]:
    """The files in imports that stand, of the registers that measures are made of."""
    found: list[dict[str, Any]] = ask(_sources)
    return tuple(
        Source(
            row["file"], row["register"], row["stored_at"].date(),
            row["n_read"], row["n_rejected"],
        )
        for row in found
    )  # fmt: skip


def _is_known(con: Any, area: str) -> bool:
    return sql.rows(con, "areas/is_known", area=area) == [(True,)]


def _sources(con: Any) -> list[dict[str, Any]]:
    return sql.records(con, "pages/register_imports", registers=[register.name for register in REGISTERS])
