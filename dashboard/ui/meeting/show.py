"""The thumbnails to put in order, and the show: what `parts/show.js` is given."""

from __future__ import annotations

from typing import Any

from dashboard.meeting.decisions import Decision
from dashboard.meeting.drawn import as_json
from dashboard.meeting.slides import Slide
from dashboard.meeting.template import AREAS, USUAL, Template, moved, to_text, with_back, without, without_areas
from dashboard.ui import places
from dashboard.ui.meeting.asked import USUAL_S, Asked
from dashboard.ui.meeting.choices import areas_below
from dashboard.ui.meeting.deck import Shown
from dashboard.ui.meeting.in_show import form_of, take, take_answer
from dashboard.ui.parts import part
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import number, t

WORDS = (
    "show", "controls", "start", "begin_at", "earlier", "later", "without", "reset", "behind", "black", "jump",
    "playing", "paused", "seconds", "seconds_short", "last", "previous", "next", "play", "pause", "pace", "list",
    "decide", "settle", "turn", "full", "help", "end", "close",
)  # fmt: skip
KEYS = (
    ("next", ("→", "PageDown", "␣")), ("previous", ("←", "PageUp")), ("first", ("Home",)), ("final", ("End",)),
    ("number", ("1–9", "Enter")), ("list", ("L",)), ("black", ("B", ".")), ("play", ("P",)), ("pace", ("S",)),
    ("behind", ("D",)), ("decide", ("N",)), ("settle", ("C",)), ("turn", ("T",)), ("full", ("F",)),
    ("help", ("?",)), ("end", ("Esc",)),
)  # fmt: skip


def draw_show(view: View, asked: Asked, shown: Shown, decisions: tuple[Decision, ...]) -> None:
    """The thumbnails and the show."""
    part("show", "slides")(
        key="show",
        on_decided_change=lambda: take(view),
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
            "form": form_of(view, asked, decisions) if viewer().may("decide") else None,
            "answer": take_answer(),
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
