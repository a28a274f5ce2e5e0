"""What the records that were found are about, from where, and what they lack: a click on a bar chooses.

A bar is as long as the list behind it: it counts what the list shows once it is clicked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import streamlit as st

from dashboard.filters import UNSAID
from dashboard.knowledge.finding import Choice, find_choices
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.knowledge.asked import FACETS, Asked, facet_word, link_without_list
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t

SHOWN, SHOWN_ALL = 6, 60
_KIND_OF = {"year": "fiscal_year"}


def draw_facets(view: View, asked: Asked, *, key: str = "knowledge_facets") -> None:
    """The block with a list of bars for each facet, the area first."""
    choices = choices_of(view, asked)
    if not choices:
        return
    with block(key, t("know.facets.title")) as menu:
        st.caption(t("know.facets.note"))
        _draw_areas(view, choices["area"], key)
        for facet in FACETS:
            _draw_facet(view, asked, facet, choices[_KIND_OF.get(facet, facet)], key)
    if menu:
        with menu:
            _draw_files(view, choices, key)


def _draw_files(view: View, choices: dict[str, list[Choice]], key: str) -> None:
    """What is shown, as one file."""
    names = places.plain_names(c.value for c in choices["area"] if c.value)
    rows = [
        {"facet": places.level_word(view.child_digits), "value": names.get(c.value, t("know.area_larger")),
         "n": c.n_records}
        for c in choices["area"]
    ]  # fmt: skip
    for facet in FACETS:
        for c in choices[_KIND_OF.get(facet, facet)]:
            value = "" if facet == "year" and c.value == "0" else c.value
            rows.append({"facet": t(f"know.facet.{facet}"), "value": facet_word(facet, value), "n": c.n_records})
    headings = {"facet": t("files.facet"), "value": t("files.value"), "n": t("know.records")}
    said = about(view, t("know.facets.title"), len(rows))
    draw_downloads(f"knowledge-by-{view.filters.as_of}", headings, rows, said, key=key)


def choices_of(view: View, asked: Asked) -> dict[str, list[Choice]]:
    """Kind → its values with how many records have them, the most frequent first; all of one kind with `more`."""
    more = view.get("more")
    choices: defaultdict[str, list[Choice]] = defaultdict(list)
    n = SHOWN_ALL if more else SHOWN
    for choice in data.fetch(find_choices, view.filters, asked.search, view.child_digits, n):
        choices[choice.kind].append(choice)
    if not more:
        return choices
    return defaultdict(list, {k: v if k in (more, "lacks") else v[:SHOWN] for k, v in choices.items()})


def facet_link(view: View, asked: Asked, facet: str, value: str) -> str:
    """The address with this value chosen; without it when it is chosen already."""
    return link_without_list(view, **{facet: None if asked.of(facet) == value else value or UNSAID})


def _draw_areas(view: View, choices: Sequence[Choice], key: str) -> None:
    names = places.plain_names(choice.value for choice in choices if choice.value)
    label = places.level_word(view.child_digits)
    _draw_bars(
        view, "area", label, choices,
        [
            Row(
                choice.value or UNSAID,
                {"name": names.get(choice.value, t("know.area_larger")), "n": _bar(choice, choices)},
                href=_area_href(view, choice.value),
                tone="here" if choice.value in view.filters.areas else "",
            )
            for choice in choices
        ],
        key,
    )  # fmt: skip


def _area_href(view: View, code: str) -> str:
    if not code or code in view.filters.areas:
        return ""
    return view.link(area=code, list=None, more=None)


def _draw_facet(view: View, asked: Asked, facet: str, choices: Sequence[Choice], key: str) -> None:
    if facet == "year":
        choices = sorted(choices, key=lambda choice: choice.value, reverse=True)
    values = [("" if facet == "year" and c.value == "0" else c.value, c) for c in choices]
    if facet == "lacks":
        values.sort(key=lambda pair: pair[0] != "")
    _draw_bars(
        view, facet, t(f"know.facet.{facet}"), choices,
        [
            Row(
                value or UNSAID,
                {"name": facet_word(facet, value), "n": _bar(choice, choices)},
                href=facet_link(view, asked, facet, value),
                tone="here" if asked.of(facet) == value else "",
            )
            for value, choice in values
        ],
        key,
    )  # fmt: skip


def _bar(choice: Choice, choices: Sequence[Choice]) -> Cell:
    most = max(other.n_records for other in choices)
    return Cell(number(choice.n_records), share=choice.n_records / most * 100)


def _draw_bars(view: View, facet: str, label: str, choices: Sequence[Choice], rows: Sequence[Row], key: str) -> None:
    if not rows:
        return
    draw_table(
        [Column("name", label), Column("n", t("know.records"), "bar")], rows, key=f"{key}_{facet}", caption=label,
        stacks=False,
    )  # fmt: skip
    hidden = choices[0].n_values - len(choices)
    if hidden > 0 and view.get("more") != _KIND_OF.get(facet, facet):
        _draw_more(facet, hidden, key)


def _draw_more(facet: str, hidden: int, key: str) -> None:
    def _more() -> None:
        st.query_params["more"] = _KIND_OF.get(facet, facet)

    st.button(
        t("know.more", n=number(hidden)), key=f"{key}_{facet}_more", on_click=_more, type="tertiary",
        icon=":material/expand_more:",
    )  # fmt: skip
