"""Where we are: the breadcrumb with its neighbours and the box that finds any place by part of its name."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.parts import part
from dashboard.ui.view import View
from dashboard.ui.words import language, number, t

MOST_FOUND = 12


@dataclass(frozen=True)
class Neighbours:
    """The areas before and after one under the same parent, in dictionary order; '' where there is none."""

    previous: str
    next: str


def neighbours(code: str, siblings: dict[str, str]) -> Neighbours:
    """The neighbours of `code` among `siblings` (code → name), in the order of the Thai dictionary."""
    order = sorted(siblings, key=lambda other: (sort_key(siblings[other]), other))
    if code not in order:
        return Neighbours("", "")
    at = order.index(code)
    return Neighbours(order[at - 1] if at else "", order[at + 1] if at + 1 < len(order) else "")


def _page_for(view: View, code: str) -> str | None:
    """A village is shown on its own page; everything else stays on this one, or goes back to the overview."""
    if len(code) == 8:
        return "village"
    return "" if view.page == "village" else None


def area_link(view: View, code: str) -> str:
    """The address of an area from this view: the same page, a village on the page of one village."""
    return view.link(_page_for(view, code), area=code)


@st.fragment
def draw_breadcrumb(view: View) -> None:
    """The breadcrumb of a view. A fragment, so that typing a name reruns nothing else."""
    trail, several = places.trail(view.filters), len(view.filters.areas) > 1
    steps = [{"label": places.name(code), "href": area_link(view, code)} for code in trail]
    if several:
        steps.append({"label": t("frame.several_areas", n=number(len(view.filters.areas)))})
    steps[-1]["current"] = "yes"
    beside = Neighbours("", "")
    if trail[-1] and not several:
        beside = neighbours(trail[-1], places.children(trail[-1][:-2], view.filters.fiscal_year))
    typed = st.session_state.get("breadcrumb") or {}
    asked = str(typed.get("typed") or "") if hasattr(typed, "get") else ""
    part("breadcrumb")(
        key="breadcrumb",
        data={
            "language": language(),
            "trail": steps,
            "previous": _step(view, beside.previous, "frame.previous_area"),
            "next": _step(view, beside.next, "frame.next_area"),
            "found": _found(view, asked) if asked else [],
            "words": {
                "find": t("frame.find_place"),
                "find_short": t("frame.find_short"),
                "none": t("frame.no_such_place"),
                "where": t("frame.where"),
            },
        },
        on_typed_change=lambda: None,
    )


def _step(view: View, code: str, words: str) -> dict[str, str] | None:
    return {"href": area_link(view, code), "label": t(words, name=places.name(code))} if code else None


def _found(view: View, typed: str) -> list[dict[str, str]]:
    rows = data.records("pages/find_place", typed=typed, fiscal_year=view.filters.fiscal_year, n=MOST_FOUND)
    return [
        {
            "href": area_link(view, row["code"]),
            "label": places.full_name(row["code"]),
            "within": " › ".join(places.name(code) for code in places.above(row["code"]) if code),
        }
        for row in rows
    ]
