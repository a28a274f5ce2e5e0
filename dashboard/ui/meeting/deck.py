"""The slides of the meeting that the address asks for, drawn in words; remembered until a number or a word changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import streamlit as st

from dashboard.meeting.agenda import Privacy, agenda
from dashboard.meeting.decisions import Decision
from dashboard.meeting.drawn import DrawnSlide, drawn
from dashboard.meeting.fetching import AgendaFacts, fetch_facts
from dashboard.meeting.slides import Deck
from dashboard.meeting.words import Words
from dashboard.ui import data
from dashboard.ui.meeting.asked import Asked
from dashboard.ui.persons import may_see_persons
from dashboard.ui.sections import DEFAULT
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import digits, language


@dataclass(frozen=True)
class Shown:
    """The deck of a meeting, its slides as they are drawn, and how long it took to bring them, in seconds."""

    deck: Deck
    slides: tuple[DrawnSlide, ...]
    seconds: float


def facts_of(view: View, asked: Asked, decisions: tuple[Decision, ...]) -> AgendaFacts:
    """The facts of the meeting, each answer remembered."""
    now = data.snapshot()
    codes = {version.decided.area_code for decision in decisions for version in decision.versions}
    return fetch_facts(
        data.fetch,
        view.filters,
        asked.since,
        is_example=now.kind == "example",
        snapshot=now.id,
        scenario=asked.scenario,
        also_named=tuple(sorted(codes)),
    )


def shown_of(view: View, asked: Asked, decisions: tuple[Decision, ...]) -> Shown:
    """The slides of the meeting. Raises UnreadableOption for a scenario that cannot be read."""
    start = perf_counter()
    key = replace(asked, show="", is_dark=False, pace=0, tab="")
    plain = replace(view, own=())
    now = data.snapshot()
    deck, slides = _drawn(
        str(now.path), viewer().areas, plain, key, decisions, (language(), digits(), may_see_persons())
    )
    return Shown(deck, slides, perf_counter() - start)


@st.cache_data(max_entries=24, show_spinner=False)
def _drawn(
    path: str,  # noqa: ARG001 - part of the key
    areas: tuple[str, ...],  # noqa: ARG001 - part of the key
    view: View,
    asked: Asked,
    decisions: tuple[Decision, ...],
    spoken: tuple[Any, Any, bool],
) -> tuple[Deck, tuple[DrawnSlide, ...]]:
    spoken_language, spoken_digits, tells_names = spoken
    facts = facts_of(view, asked, decisions)
    deck = agenda(
        facts, decisions, asked.template, league=asked.league, privacy=Privacy(tells_names=tells_names)
    )  # few households are never told to a whole room
    words = Words.of(deck, spoken_language, spoken_digits, tells_names=tells_names)

    def address(page: str, area: str, own: Mapping[str, str]) -> str:
        to = "" if page == DEFAULT else page
        return view.link(to, area=None if area == view.filters.area else area, **own)

    return deck, drawn(deck, words, address)
