"""The list of the records that fit, a page at a time, where the words of the question stand; or what to try instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.knowledge.finding import PAGE, Found, Result, find_nearest
from dashboard.knowledge.marking import Piece
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.knowledge.asked import (
    FACETS,
    Asked,
    category_word,
    facts_of,
    found_of,
    link_without_list,
    state_words,
)
from dashboard.ui.knowledge.files import draw_list_files
from dashboard.ui.knowledge.search import draw_search
from dashboard.ui.parts import part
from dashboard.ui.persons import shown_name
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import draw_pager, within


def draw_results(view: View, asked: Asked, *, key: str = "knowledge_found") -> None:
    """The block: the box to search, the choices as chips, the records, the pages, the files of all that fit."""
    found, page = found_of(view, asked)
    n_all = facts_of(view)["n_records"]
    title = t("know.all" if asked.is_all else "know.found")
    note = t("know.note_all" if asked.is_all else "know.note", n=number(found.n_all), of=number(n_all))
    with block(key, title, note) as menu:
        draw_search(view, asked)
        part("found")(
            key=f"{key}_list",
            data={
                "label": title,
                "first": (page - 1) * PAGE + 1,
                "records": [_record(view, asked, result) for result in found.results],
                "nothing": {} if found.results else _nothing(view, asked),
            },
        )
        _draw_pages(view, found, page, key)
    if menu:
        with menu:
            draw_list_files(view, asked, found.n_all, title)


def _draw_pages(view: View, found: Found, page: int, key: str) -> None:
    pages = (found.n_all - 1) // PAGE + 1
    if pages > 1:
        first = (page - 1) * PAGE + 1
        word = t(
            "worklist.page", first=number(first), last=number(first + len(found.results) - 1), of=number(found.n_all)
        )
        draw_pager(view, "list", page, pages, word, key=f"{key}_pages")


def _record(view: View, asked: Asked, result: Result) -> dict[str, Any]:
    snippet = result.snippet
    return {
        "id": result.record_id,
        "href": view.link(record=result.record_id),
        "title": pieces(result.title),
        "facts": _facts(view, result),
        "state": state_words(result.state, result.missing),
        "snippet": {
            "label": t(f"know.short.{snippet.field}"),
            "pieces": pieces(snippet.pieces),
            "before": snippet.is_cut_before,
            "after": snippet.is_cut_after,
        }
        if snippet
        else None,
        "note": _loosely(asked, result),
    }


def pieces(marked: Sequence[Piece]) -> list[dict[str, object]]:
    """Pieces of a text as the parts take them."""
    return [{"text": piece.text, "hit": piece.is_hit} for piece in marked]


def _facts(view: View, result: Result) -> list[dict[str, str]]:
    code = result.area_code
    owner = shown_name(result.owner)
    facts = [
        {"icon": "category", "text": category_word(result.category)},
        {"icon": "person", "text": f"{owner} ({result.position})" if result.position else owner},
    ]
    if code:
        above = places.name(code[:2]) if not view.filters.area and len(code) > 2 else ""
        where = " ".join(filter(None, (places.name(code), within(code), above)))
        facts.append({"icon": "location_on", "text": where, "href": area_link(view, code), "focus": result.record_id})
    if result.recorded_on:
        facts.append({"icon": "event", "text": day(result.recorded_on)})
    return facts


def _loosely(asked: Asked, result: Result) -> str:
    """The words of the question that the record has only in part, or as letters."""
    groups = [asked.search.asked.groups[n] for n in result.loosely]
    words = " ".join(dict.fromkeys(group.word for group in groups if group.is_needed))
    return t("know.loosely", words=words) if words else ""


def _nothing(view: View, asked: Asked) -> dict[str, Any]:
    """Why the list is empty, and questions or choices that find something."""
    chosen = [facet for facet in FACETS if asked.of(facet) is not None]
    links = [
        {"text": near.text, "href": link_without_list(view, q=near.text), "note": t("know.n", n=number(near.n_records))}
        for near in data.fetch(find_nearest, view.filters, asked.search)
    ]
    if chosen:
        links.append({"text": t("know.without_choices"), "href": link_without_list(view, **dict.fromkeys(chosen))})
    if asked.typed:
        links += _wider(view)
        links.append({"text": t("know.show_all"), "href": link_without_list(view, q=None, **dict.fromkeys(chosen))})
    return {"text": t("know.nothing", typed=asked.typed) if asked.typed else t("know.nothing_chosen"),
            "lead": t("know.instead"), "links": links}  # fmt: skip


def _wider(view: View) -> list[dict[str, str]]:
    return [{"text": t("know.whole_nation"), "href": view.link(area="", list=None)}] if view.filters.areas else []
