"""The picture: provinces on a map, and inside a province tiles of what lies below, coloured by the chosen measure.

A click goes down, as a click on the row beside it does; the table is the way for the keyboard.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.picture import Area, Heading, draw_picture
from dashboard.charts.scale import class_of, edges_of
from dashboard.charts.theme import CONFIG
from dashboard.charts.tiles import Box, tile
from dashboard.measures import AreaMeasures, fetch_measures
from dashboard.thai import graphemes
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.cards import counted, status_word
from dashboard.ui.progress.heat import LEVELS
from dashboard.ui.progress.shapes import province_shapes
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.sections import script_of
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, measure_of, measured, number, t

_BOX = Box(0, 0, 330, 330)  # the proportions for which tiles and their names are laid out
_LETTER, _LINE = 7.3, 19.0
_VILLAGE = "_progress_village"


def draw_areas(view: View, measure: str, *, key: str = "picture") -> None:
    """The map of the nation, or the tiles of the area in view."""
    is_map = view.child_digits == 2
    title = t("picture.title_map" if is_map else "picture.title_tiles")
    with block(key, title, t("picture.note"), menu=False):
        level_digits = 2 if is_map else min(view.child_digits + 2, 8)
        areas = data.fetch(fetch_measures, view.filters, by=LEVELS[level_digits // 2])
        edges = edges_of([_value(a, measure) for a in areas], percent=measure_of(measure).unit == "percent")
        drawn = _map(areas, measure, edges) if is_map else _tiles(view, areas, measure, edges)
        known = [a for a in areas if a.values[measure].value is not None]
        figure = draw_picture(
            drawn[0],
            [t("picture.class", low=measured(measure, low).removesuffix("%"), high=measured(measure, high))
             for low, high in pairwise(edges)],
            t("picture.no_data"),
            colours=palette(dark=is_dark()),
            size=letters(),
            headings=drawn[1],
            is_map=is_map,
        )  # fmt: skip
        with st.container(key=f"short_{key}"):
            chosen = f"{key}_{view.filters.area or 'nation'}"
            st.plotly_chart(
                figure, height="stretch", theme=None, config=CONFIG, key=chosen, selection_mode="points",
                on_select=lambda: _open(chosen),
                alt=t("picture.alt", measure=measure_name(measure), n=number(len(known)), of=number(len(areas)),
                      level=places.level_word(level_digits)),
            )  # fmt: skip
        st.caption(_said(areas, measure, level_digits))


def _value(area: AreaMeasures, measure: str) -> float | None:
    value = area.values[measure].value
    return None if value is None else float(value)


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


def _hover(name: str, area: AreaMeasures | None, measure: str) -> str:
    if area is None:
        return f"<b>{name}</b><br>{t('picture.no_villages')}"
    value = area.values[measure]
    status = f" · {status_word(value.status)}" if value.target is not None else ""
    return f"<b>{name}</b><br>{measured(measure, value.value, value.target)}{status}<br>{counted(value)}"


def _map(areas: list[AreaMeasures], measure: str, edges: tuple[float, ...]) -> tuple[list[Area], list[Heading]]:
    by_code = {a.area_code: a for a in areas}
    return [
        Area(
            rings=shape.rings,
            level=class_of(_value(by_code[code], measure), edges) if code in by_code else None,
            hover=_hover(places.name(code), by_code.get(code), measure),
            spots=shape.spots,
            code=code if code in by_code else "",
        )
        for code, shape in province_shapes().items()
    ], []


def _tiles(
    view: View, areas: list[AreaMeasures], measure: str, edges: tuple[float, ...]
) -> tuple[list[Area], list[Heading]]:
    """Tiles as large as their villages are many, in groups of the areas one level below the view's."""
    names = places.plain_names([a.area_code for a in areas])
    groups: dict[str, list[AreaMeasures]] = defaultdict(list)
    digits = view.child_digits
    for area in areas:
        groups[area.area_code[:digits]].append(area)
    is_nested = any(code != area.area_code for code, inside in groups.items() for area in inside)
    ordered = sorted(groups.items(), key=lambda item: (-sum(map(_size, item[1])), item[0]))
    group_names = places.plain_names(groups)
    shown: list[Area] = []
    headings: list[Heading] = []
    for (code, inside), box in zip(
        ordered, tile([sum(map(_size, inside)) for _, inside in ordered], _BOX), strict=True
    ):
        inside.sort(key=lambda a: (-_size(a), a.area_code))
        named = is_nested and _fits(group_names[code], box.wide, box.high)
        if is_nested:
            headings.append(Heading(group_names[code] if named else "", (box.x + 2, box.y + _LINE / 2 + 1), box.ring))
        room = box.within(top=_LINE if named else 0, gap=1) if is_nested else box
        for area, part in zip(inside, tile([_size(a) for a in inside], room), strict=True):
            name = names[area.area_code]
            shown.append(
                Area(
                    rings=[part.ring],
                    level=class_of(_value(area, measure), edges),
                    hover=_hover(places.full_name(area.area_code), area, measure),
                    spots=part.spots(24),
                    code=area.area_code,
                    label=_label(name, part.wide, part.high),
                )
            )
    return shown, headings


def _size(area: AreaMeasures) -> float:
    return float(area.values["villages"].numerator) or 1.0


def _fits(name: str, wide: float, high: float) -> bool:
    """Whether a name can stand in a tile; it is left out rather than cut (a hover and the table say it)."""
    return len(graphemes(name)) * _LETTER + 8 <= wide and high >= _LINE


def _label(name: str, wide: float, high: float) -> str:
    """A name on one line, else on two, else not at all."""
    if _fits(name, wide, high):
        return name
    first, _, last = name.rpartition(" ")
    longer = max(first, last, key=len)
    return f"{first}<br>{last}" if first and _fits(longer, wide, high / 2) else ""


def _said(areas: list[AreaMeasures], measure: str, digits: int) -> str:
    """How many areas have a colour, and which have no shape: they are counted and named."""
    known = sum(a.values[measure].value is not None for a in areas)
    said = [t("picture.n", n=number(known), of=number(len(areas)), level=places.level_word(digits))]
    if digits == 2:
        without = [a.area_code for a in areas if a.area_code not in province_shapes()]
        said.append(
            t("picture.without_shape", n=number(len(without)), names=", ".join(places.names(without).values()))
            if without
            else t("picture.grey", n=number(len(province_shapes()) - len(areas)))
        )
    else:
        said.append(t("picture.tiles_help"))
    return " · ".join(said)
