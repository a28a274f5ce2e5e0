"""One record to read: the bar back to the list, whose and where from, every section, on paper as an A4 page."""

from __future__ import annotations

import re
from typing import Any, Final

import streamlit as st

from dashboard.knowledge.finding import OPTIONAL, SECTIONS
from dashboard.knowledge.marking import Piece, mark
from dashboard.ui import data, places
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.knowledge.asked import (
    Asked,
    beside_of,
    category_word,
    link_without_list,
    record_of,
    state_words,
)
from dashboard.ui.knowledge.files import draw_record_file, source_words
from dashboard.ui.knowledge.nearby import draw_nearby
from dashboard.ui.knowledge.results import pieces
from dashboard.ui.parts import part
from dashboard.ui.persons import shown_name
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t

_STEP: Final = re.compile(r"\s*(?:[(\[]?\d{1,2}[).\]]|[-–•●▪*])\s*")
_A4 = "<style>@media print { @page { size: A4 portrait; margin: 18mm 20mm; } }</style>"


def draw_record(view: View, asked: Asked) -> None:
    """The open record with what comes near it; a word when it is not in the view."""
    row = record_of(view, asked)
    if row is None:
        _draw_absent(view)
        return
    st.html(_A4)
    article, beside = st.columns([8, 3.4], gap="medium")
    with article:
        _draw_article(view, asked, row)
    with beside:
        draw_record_file(view, row)
        draw_nearby(view, row)


def _draw_absent(view: View) -> None:
    st.info(t("know.absent"), icon=":material/search_off:")
    links = [{"text": t("know.back"), "href": view.link(record=None)}]
    if view.filters.areas:
        links.append({"text": t("know.whole_nation"), "href": view.link(area="")})
    part("found")(
        key="knowledge_absent",
        data={"label": "", "first": 1, "records": [],
              "nothing": {"text": "", "lead": t("know.instead"), "links": links}},
    )  # fmt: skip


def _draw_article(view: View, asked: Asked, row: dict[str, Any]) -> None:
    beside = beside_of(view, asked)
    question = asked.search.asked
    part("article")(
        key="knowledge_article",
        data={
            "back": {"href": view.link(record=None), "label": t("know.back_found" if asked.typed else "know.back")},
            "place": t("know.nth", place=number(beside["place"]), of=number(beside["n_all"])) if beside else "",
            "previous": _step(view, beside, "previous"),
            "next": _step(view, beside, "next"),
            "sample": t("about.kind.example") if data.snapshot().kind == "example" else "",
            "title": pieces(mark(row["title"], question)),
            "state": state_words(row["state"], row["missing"]),
            "facts": _facts(view, row),
            "sections": [_section(section, row[section], asked) for section in SECTIONS],
            "foot": source_words(view),
            "words": {"print": t("know.print"), "bar": t("know.bar")},
        },
    )


def _step(view: View, beside: dict[str, Any], which: str) -> dict[str, str] | None:
    id_ = beside.get(f"{which}_id")
    if not id_:
        return None
    return {"href": view.link(record=id_), "label": t(f"know.{which}"), "title": beside[f"{which}_title"]}


def _facts(view: View, row: dict[str, Any]) -> list[dict[str, Any]]:
    code, category = row["area_code"], row["category"]
    trail = [*places.above(code), code] if code else []
    facts: list[dict[str, Any]] = [
        {"key": "owner", "label": t("know.owner"), "text": shown_name(row["owner"]), "note": _in_register(view, row)},
        {"key": "position", "label": t("know.facet.position"), "text": row["position"] or t("know.unsaid")},
        {"key": "category", "label": t("know.facet.category"), "text": category_word(category),
         "links": [{"text": category, "href": link_without_list(view, q=None, category=category)}] if category else []},
        {"key": "recorded", "label": t("know.recorded"), "text": day(row["recorded_on"], short=False)
         if row["recorded_on"] else t("know.unsaid")},
        {"key": "place", "wide": True, "label": t("know.place"), "text": t("know.unsaid"),
         "links": [{"text": places.name(above), "href": _place_link(view, above)} for above in trail if above]},
    ]  # fmt: skip
    return facts


def _place_link(view: View, code: str) -> str:
    """The records of an area; the page of a village."""
    return area_link(view, code) if len(code) == 8 else view.link(area=code, record=None, list=None)


def _in_register(view: View, row: dict[str, Any]) -> dict[str, str] | None:
    """That the owner is a sage of the place, as the register of sages has the same name there."""
    code = row["sage_village"]
    if not code:
        return None
    return {"text": t("know.in_register", village=places.name(code)), "href": view.link("village", area=code)}


def _section(section: str, text: str | None, asked: Asked) -> dict[str, Any]:
    return {
        "label": t(f"know.section.{section}"),
        "lines": [] if not text else [_line(line, asked) for line in text.split("\n") if line.strip()],
        "nothing": t("know.optional" if section in OPTIONAL else "know.missing"),
    }


def _line(line: str, asked: Asked) -> dict[str, Any]:
    marked: tuple[Piece, ...] = mark(line, asked.search.asked)
    return {"pieces": pieces(marked), "is_step": _STEP.match(line) is not None}
