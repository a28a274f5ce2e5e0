"""What somebody asks to have as a file, and the meeting that it is made from.

Everything is brought here once, so that all kinds of files of an order hold the same numbers. It must not know kinds
of files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard import places, sql
from dashboard.access.audit import Event
from dashboard.decks.notes import notes_of
from dashboard.errors import OutsideYourAreas, UnknownArea
from dashboard.filters import Filters
from dashboard.measures.attention import AttentionLine, fetch_attention
from dashboard.measures.fetching import fetch_measures
from dashboard.measures.results import AreaMeasures
from dashboard.meeting.agenda import LEAGUE, Privacy, agenda
from dashboard.meeting.blocks import DrawnSlide
from dashboard.meeting.decisions import Decision
from dashboard.meeting.drawn import drawn
from dashboard.meeting.fetching import AgendaFacts, fetch_facts
from dashboard.meeting.slides import Deck
from dashboard.meeting.template import Template
from dashboard.meeting.words import Words
from dashboard.programme import first_day
from dashboard.registers import REGISTERS
from dashboard.scenario.fetching import Ask, child_digits
from dashboard.thai import Digits, Language

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def last_month(filters: Filters) -> date | None:
    """The last day of the month before the view's, to compare a monthly report with; None before the fiscal year."""
    day = filters.as_of.replace(day=1) - timedelta(days=1)
    return day if day >= first_day(filters.fiscal_year) else None


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
    """A file that the numbers came from: its register, when it was stored, its rows read (None: not to be known) and
    rejected.
    """

    file: str
    register: str
    stored_on: date
    n_read: int | None
    n_rejected: int


@dataclass(frozen=True)
class Meeting:
    """What every file of an order is made from; `siblings` are the areas that its own one is ranked among, `attention`
    what needs attention in the areas one level below.
    """

    order: Order
    facts: AgendaFacts
    deck: Deck
    words: Words
    slides: tuple[DrawnSlide, ...]
    sources: tuple[Source, ...]
    siblings: tuple[AreaMeasures, ...]
    attention: tuple[AttentionLine, ...]

    @property
    def title(self) -> str:
        """What the meeting is called."""
        return self.words.say("meeting.slide.title", area=self.words.areas(self.facts.footing))

    @property
    def subject(self) -> str:
        """What the files are limited to, in a sentence."""
        return " · ".join(self.words.foot(self.facts.footing))

    @property
    def foot(self) -> tuple[str, ...]:
        """The foot of what is not shown in a meeting: it is compared with a day, whether somebody met then or not."""
        since = self.order.since
        if since is None:
            return self.words.foot(self.facts.footing)
        day = self.words.day(since)
        met, compared = self.words.say("meeting.since", day=day), self.words.say("deck.compared", day=day)
        return tuple(compared if part == met else part for part in self.words.foot(self.facts.footing))

    def event(self, what: str, file: str) -> Event:
        """What the audit log says of a file of it; of a deck, how many slides it has."""
        filters, privacy = self.order.filters, self.order.privacy
        other = {key: text for key, text in filters.to_query().items() if key not in ("area", "as_of")}
        other |= {"since": self.order.since.isoformat()} if self.order.since else {}
        other |= {"scenario": self.order.scenario} if self.order.scenario else {}
        return Event(
            what, file, ",".join(filters.areas), filters.as_of.isoformat(), other,
            len(self.slides) if what == "export.deck" else None,
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
    return Meeting(
        order, facts, deck, words, drawn(deck, words), fetch_sources(ask), fetch_siblings(ask, order.filters),
        tuple(ask(fetch_attention, order.filters, child_digits(order.filters))),
    )  # fmt: skip


def fetch_siblings(ask: Ask, filters: Filters) -> tuple[AreaMeasures, ...]:
    """The areas that the view's own area is ranked among, itself one of them: villages those of their district, others
    those of the area above. None for the nation or several areas, nor where they may not be read.
    """
    area = filters.area
    if not area:
        return ()
    above = area[:4] if len(area) == 8 else area[:-2]
    try:
        return tuple(ask(fetch_measures, filters.of(above), places.level_of(area)))
    except OutsideYourAreas:
        return ()


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
