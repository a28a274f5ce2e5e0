"""What needs attention today, as lines with links, and the list behind a line."""

from __future__ import annotations

import streamlit as st

from dashboard.measures.attention import AttentionLine, fetch_attention_areas
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.parts import part
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t

ICONS = {
    "materials_late": "inventory_2",
    "teams_short": "group_remove",
    "visits_overdue": "event_busy",
    "standing_still": "pause_circle",
    "groups_ready": "workspace_premium",
}
_MOST_AREAS = 3
_LONGEST_LIST = 500


def draw_attention(lines: list[AttentionLine], view: View, *, key: str) -> None:
    """The lines (at most five are shown), most urgent first; a click on one opens its list."""
    shown = [
        {
            "id": line.kind.id,
            "tone": line.kind.tone,
            "icon": ICONS[line.kind.id],
            "count": number(line.n),
            "text": t(f"attention.{line.kind.id}", level=places.level_word(view.child_digits)),
            "areas": [
                {
                    "name": places.name(code),
                    "href": area_link(view, code),
                    "count": "" if line.kind.counts_areas else number(n),
                }
                for code, n in line.areas[:_MOST_AREAS]
            ],
            "rest": t(
                "attention.rest",
                n=number(len(line.areas) - _MOST_AREAS),
                level=places.level_word(view.child_digits),
            )
            if len(line.areas) > _MOST_AREAS
            else "",
        }
        for line in lines[:5]
    ]
    opened = part("attention")(
        key=key,
        data={
            "lines": shown,
            "nothing": t("attention.nothing"),
            "label": t("overview.attention"),
            "fill": True,
        },
        on_open_change=lambda: None,
    ).open
    if opened:
        _open(str(opened), view)


def _open(id_: str, view: View) -> None:
    title = t(f"attention.{id_}.title")

    @st.dialog(title, width="large")
    def _list() -> None:
        counts_areas = id_ == "standing_still"
        digits = view.child_digits if counts_areas else 8
        found = data.fetch(fetch_attention_areas, id_, view.filters, digits)
        st.write(t(f"attention.{id_}.help"))
        names = places.names(code for code, _ in found)
        rows = [
            Row(
                code,
                {"name": names[code], "within": _within(code), "n": number(n)},
                href=area_link(view, code),
            )
            for code, n in found[:_LONGEST_LIST]
        ]
        draw_table(
            [
                Column("name", places.level_word(digits)),
                Column("within", t("attention.within")),
                Column("n", t(f"attention.{id_}.counted"), kind="number"),
            ],
            rows,
            key=f"attention_{id_}",
            caption=title,
            nothing=t("attention.nothing"),
        )
        if len(found) > _LONGEST_LIST:
            st.caption(t("attention.longer", n=number(_LONGEST_LIST), of=number(len(found))))
        headings = {
            "code": t("download.code"),
            "name": places.level_word(digits),
            "within": t("attention.within"),
            "n": t(f"attention.{id_}.counted"),
        }
        plain = [{"code": code, "name": names[code], "within": _within(code), "n": n} for code, n in found]
        with st.container(horizontal=True):
            draw_downloads(
                f"{id_}-{view.filters.as_of}",
                headings,
                plain,
                about(view, title, len(plain)),
                key=f"attention_{id_}",
            )

    _list()


def _within(code: str) -> str:
    return " ".join(places.name(above) for above in reversed(places.above(code)) if above)
