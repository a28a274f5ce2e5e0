"""The thumbnails to put in order, and the show: what `parts/show.js` is given, and a decision that it gives back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.meeting.decisions import LONGEST, Decided, Decision
from dashboard.meeting.drawn import as_json
from dashboard.meeting.slides import Slide
from dashboard.meeting.template import AREAS, USUAL, Template, moved, to_text, with_back, without, without_areas
from dashboard.ui import places
from dashboard.ui.meeting.asked import RANKED, USUAL_S, Asked
from dashboard.ui.meeting.choices import area_choices, areas_below
from dashboard.ui.meeting.deck import Shown
from dashboard.ui.meeting.kept import standings, take_decision
from dashboard.ui.parts import part
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import day, language, measure_name, number, t

_ANSWER = "meeting_answer"
DAYS = (7, 14, 30, 60, 90)
WORDS = (
    "show", "controls", "start", "begin_at", "earlier", "later", "without", "reset", "behind", "black", "jump",
    "playing", "paused", "seconds", "seconds_short", "last", "previous", "next", "play", "pause", "pace", "list",
    "decide", "turn", "full", "help", "end", "close",
)  # fmt: skip
KEYS = (
    ("next", ("→", "PageDown", "␣")), ("previous", ("←", "PageUp")), ("first", ("Home",)), ("final", ("End",)),
    ("number", ("1–9", "Enter")), ("list", ("L",)), ("black", ("B", ".")), ("play", ("P",)), ("pace", ("S",)),
    ("behind", ("D",)), ("decide", ("N",)), ("turn", ("T",)), ("full", ("F",)), ("help", ("?",)), ("end", ("Esc",)),
)  # fmt: skip


def draw_show(view: View, asked: Asked, shown: Shown, decisions: tuple[Decision, ...]) -> None:
    """The thumbnails and the show."""
    part("show", "slides")(
        key="show",
        on_decided_change=lambda: _take(view),
        data={
            "slides": as_json(shown.slides),
            "numbers": [number(n) for n in range(1, len(shown.slides) + 1)],
            "items": _items(view, asked, shown),
            "left": _left(view, asked, shown),
            "reset": view.link(slides=None, show=None) if asked.slides else "",
            "show": asked.show,
            "dark": asked.is_dark,
            "pace": asked.pace,
            "usual_pace": USUAL_S,
            "form": _form(view, asked, decisions) if viewer().may("decide") else None,
            "answer": st.session_state.pop(_ANSWER, None),
            "words": {word: t(f"show.word.{word}") for word in WORDS}
            | {"count": t("show.count", n=number(len(shown.slides))), "left": t("show.left")},
            "keys": [{"keys": keys, "text": t(f"show.key.{id_}")} for id_, keys in KEYS],
        },
    )


def _items(view: View, asked: Asked, shown: Shown) -> list[dict[str, Any]]:
    """The agenda's slides (a continued one once) with the addresses that move them and leave them out."""
    slides, template = shown.deck.slides, asked.template
    codes = [slide.area_code for slide in slides if slide.kind == "area"]
    first = {found.slide_id: n for n, found in reversed(list(enumerate(shown.slides)))}
    ids = [slide.id for slide in slides]
    items = []
    for n, slide in enumerate(slides):
        earlier = moved(template, slide.id, ids[n - 1], codes) if n else None
        after = ids[n + 2] if n + 2 < len(ids) else None
        later = moved(template, slide.id, after, codes) if n + 1 < len(ids) else None
        items.append(
            {
                "id": slide.id,
                "first": first[slide.id],
                "place": number(first[slide.id] + 1),
                "title": _title(slide),
                "earlier": _link(view, earlier) if earlier else "",
                "later": _link(view, later) if later else "",
                "without": _link(view, without(template, slide.id)),
            }
        )
    return items


def _title(slide: Slide) -> str:
    if slide.kind == "area":
        return places.name(slide.area_code)
    return t("show.agenda.title") if slide.kind == "title" else t(f"show.agenda.{slide.kind}")


def _left(view: View, asked: Asked, shown: Shown) -> list[dict[str, str]]:
    """What is left out, with the way to take it in again; and the way to leave out every single area."""
    template, has_areas = asked.template, any(slide.kind == "area" for slide in shown.deck.slides)
    found = [
        {"id": id_, "title": t("show.put_back", what=t("show.agenda.area" if id_ == AREAS else f"show.agenda.{id_}")),
         "href": _link(view, with_back(template, id_))}
        for id_ in USUAL if id_ not in template.ids and not (id_ == AREAS and has_areas)
    ]  # fmt: skip
    found += [
        {"id": code, "title": t("show.put_back", what=places.name(code)),
         "href": _link(view, with_back(template, f"area.{code}"))}
        for code in template.left_out if code in areas_below(view)
    ]  # fmt: skip
    if has_areas:
        found.append({"id": "areas_out", "title": t("show.areas_out"), "href": _link(view, without_areas(template))})
    return found


def _link(view: View, template: Template) -> str:
    return view.link(slides=to_text(template) or None, show=None)


def _form(view: View, asked: Asked, decisions: tuple[Decision, ...]) -> dict[str, Any]:
    """What the form of a new decision offers."""
    as_of = view.filters.as_of
    known = {standing.now.decided.who for standing in standings(view, decisions)}
    return {
        "areas": [{"value": code, "text": name} for code, name in area_choices(view).items()],
        "measures": [{"value": "", "text": t("decisions.no_measure")}]
        + [{"value": id_, "text": measure_name(id_)} for id_ in RANKED],
        "days": [
            {"value": on.isoformat(), "text": t("decisions.in_days", n=number(n), day=day(on))}
            for n, on in ((n, as_of + timedelta(days=n)) for n in DAYS)
        ]
        + [{"value": "", "text": t("decisions.other_day")}],
        "first": as_of.isoformat(),
        "known": sorted(known),
        "league": asked.league,
        "longest": LONGEST,
        "labels": {
            name: t(f"decisions.{name}")
            for name in ("title", "what", "who", "person", "due", "area", "measure", "save", "cancel")
        },
    }


def _take(view: View) -> None:
    """Keep the decision that was made in the show, and answer it."""
    given = (st.session_state.get("show") or {}).get("decided") or {}
    try:
        decided = Decided(
            what=str(given.get("what", "")),
            who=str(given.get("who", "")),
            due_on=date.fromisoformat(str(given.get("due", ""))),
            area_code=str(given.get("area_code", "")),
            measure=str(given.get("measure", "")),
            person=str(given.get("person", "")),
        )
        new = take_decision(decided, view.filters.as_of)
        answer = {"ok": True, "text": t("decisions.taken", id=number(new.id))}
    except ValueError:
        answer = {"ok": False, "text": t("decisions.no_day")}
    except SammachipError as error:
        answer = {"ok": False, "text": words_of(error, language())}
    st.session_state[_ANSWER] = answer | {"n": str(given.get("nonce", ""))}
