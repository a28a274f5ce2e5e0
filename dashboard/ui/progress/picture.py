"""The picture: the areas one level below on a map where their outlines are known, else as tiles; coloured by the
chosen measure.

A click goes down, as a click on the row beside it does; the table is the way for the keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.drawn import Drawn
from dashboard.charts.picture import Area, Dot, Heading, Layout, Words, draw_picture
from dashboard.charts.scale import edges_of
from dashboard.charts.theme import CONFIG
from dashboard.measures import AreaMeasures, fetch_measures
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.cards import status_word
from dashboard.ui.progress.area_words import value_of
from dashboard.ui.progress.heat import LEVELS
from dashboard.ui.progress.map_areas import Ground, ground_of, map_areas, village_dots
from dashboard.ui.progress.picture_table import draw_picture_downloads, draw_picture_table
from dashboard.ui.progress.tile_areas import tile_areas
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.sections import script_of
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, measure_of, measured, number, t

_VILLAGE = "_progress_village"
_MOST_NAMES = 6


@dataclass(frozen=True)
class Picture:
    """What is drawn: the areas of one level with their values, and how."""

    is_map: bool
    can_map: bool
    digits: int
    areas: list[AreaMeasures]
    villages: list[AreaMeasures]
    ground: Ground

    @property
    def shapeless(self) -> list[str]:
        """The areas of a map that have no outline, or villages without a place, in code order."""
        placed = self.ground.villages if self.digits == 8 else self.ground.shapes
        return [a.area_code for a in self.areas if a.area_code not in placed]


def picture_of(view: View, key: str) -> Picture:
    """A map where any outline (in a subdistrict: any village's place) is known, unless the address asks for tiles;
    a map of points alone only when it asks for one.
    """
    ground = ground_of(view)
    children = data.fetch(fetch_measures, view.filters, by=LEVELS[view.child_digits // 2])
    villages = data.fetch(fetch_measures, view.filters, by="village") if ground.villages else []
    codes = [a.area_code for a in children]
    can_map = ground.has(codes) or bool(ground.villages)
    is_map = can_map and view.get(key) != "tiles" and (ground.has(codes) or view.get(key) == "map")
    if is_map:
        return Picture(True, True, view.child_digits, children, villages, ground)
    digits = view.child_digits if view.child_digits == 2 else min(view.child_digits + 2, 8)
    return Picture(False, can_map, digits, data.fetch(fetch_measures, view.filters, by=LEVELS[digits // 2]), [], ground)


def draw_areas(view: View, measure: str, *, key: str = "picture") -> None:
    """The map or the tiles of the area in view, or their table."""
    drawn = picture_of(view, key)
    title = t("picture.title_map" if drawn.is_map else "picture.title_tiles")
    as_table = shows_table(view, key)
    with block(key, title, "" if as_table else t("picture.note"), measures=(measure,)) as menu:
        if as_table:
            draw_picture_table(view, drawn.areas, measure, drawn.shapeless if drawn.is_map else (), key=key)
        else:
            _draw_chart(view, drawn, measure, key)
        st.caption(_said(drawn, measure))
    if menu:
        with menu:
            draw_turn(view, key)
            if drawn.can_map and not as_table:
                _draw_map_turn(drawn.is_map, key)
            draw_picture_downloads(view, drawn.areas, measure, drawn.shapeless if drawn.is_map else (), title, key=key)


def _draw_map_turn(is_map: bool, key: str) -> None:
    """The button of the menu that turns the map into tiles and back."""

    def _turn() -> None:
        st.query_params[key] = "tiles" if is_map else "map"

    st.button(
        t("picture.as_tiles" if is_map else "picture.as_map"), on_click=_turn, type="tertiary", key=f"{key}_map_turn",
        icon=":material/grid_view:" if is_map else ":material/map:",
    )  # fmt: skip


def _draw_chart(view: View, drawn: Picture, measure: str, key: str) -> None:
    values = [value_of(a, measure) for a in (*drawn.areas, *drawn.villages)]
    edges = edges_of(values, percent=measure_of(measure).unit == "percent")
    layout, areas, headings, dots = _drawn(view, drawn, measure, edges)
    known = sum(value_of(a, measure) is not None for a in drawn.areas)
    figure = draw_picture(
        areas,
        Words(
            [t("picture.class", low=measured(measure, low).removesuffix("%"), high=measured(measure, high))
             for low, high in pairwise(edges)],
            t("picture.no_data"),
            {status: status_word(status) for status in ("met", "near", "behind")},
        ),
        colours=palette(dark=is_dark()),
        layout=layout,
        headings=headings,
        dots=dots,
        ground=drawn.ground.around if drawn.is_map and (drawn.shapeless or drawn.digits == 8) else (),
        size=letters(),
    )  # fmt: skip
    with st.container(key=f"short_{key}"):
        chosen = f"{key}_{view.filters.area or 'nation'}"
        st.plotly_chart(
            Drawn(figure), height="stretch", theme=None, config=CONFIG, key=chosen, selection_mode="points",
            on_select=lambda: _open(chosen),
            alt=t("picture.alt", measure=measure_name(measure), n=number(known), of=number(len(drawn.areas)),
                  level=places.level_word(drawn.digits)),
        )  # fmt: skip


def _drawn(
    view: View, drawn: Picture, measure: str, edges: tuple[float, ...]
) -> tuple[Layout, Sequence[Area], Sequence[Heading], Sequence[Dot]]:
    if not drawn.is_map:
        return ("tiles", *tile_areas(view, drawn.areas, measure, edges), ())
    areas = map_areas(drawn.ground, drawn.areas, measure, edges, named=drawn.digits > 2)
    return (
        ("country" if drawn.digits == 2 else "map"),
        areas,
        (),
        village_dots(drawn.ground, drawn.villages, measure, edges),
    )


def _open(key: str) -> None:
    """Write the area that was clicked into the address, as a link on it would; a village opens on its own page."""
    state = st.session_state.get(key)
    points = state.selection.points if state else []
    code = next((str(p["customdata"]) for p in points if p.get("customdata")), "")
    if len(code) == 8:
        st.session_state[_VILLAGE] = code
    elif code:
        st.query_params["area"] = code
        st.query_params.pop("without", None)


def follow_click(view: View) -> None:
    """Open the page of the village that was clicked in the picture, if one was: a callback cannot change the page."""
    code = st.session_state.pop(_VILLAGE, "")
    if code:
        query = replace(view.at_area(code), own=()).to_query()
        st.switch_page(script_of("village"), query_params=query)


def _said(drawn: Picture, measure: str) -> str:
    """How many areas have a colour, and which are not on the map: they are counted and named."""
    known = sum(a.values[measure].value is not None for a in drawn.areas)
    said = [t("picture.n", n=number(known), of=number(len(drawn.areas)), level=places.level_word(drawn.digits))]
    if not drawn.is_map:
        return " · ".join([*said, t("picture.tiles_help")])
    if drawn.shapeless and drawn.digits < 8:
        said.append(t("picture.without_shape", n=number(len(drawn.shapeless)), names=_named(drawn.shapeless)))
    others = sum(code not in {a.area_code for a in drawn.areas} for code in drawn.ground.shapes)
    if others:
        said.append(t("picture.grey", n=number(others), level=places.level_word(drawn.digits)))
    if drawn.ground.unplaced:
        said.append(t("picture.unplaced", n=number(len(drawn.ground.unplaced)), names=_named(drawn.ground.unplaced)))
    return " · ".join(said)


def _named(codes: Sequence[str]) -> str:
    names = list(places.names(codes[:_MOST_NAMES]).values())
    more = len(codes) - len(names)
    return ", ".join(names) + (f" {t('picture.and_more', n=number(more))}" if more else "")
