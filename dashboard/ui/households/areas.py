"""The way of the households one level below: an area in each row, a click goes down."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.measures import AreaMeasures, fetch_measures
from dashboard.measures.attention import fetch_attention_areas
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import lost_of
from dashboard.ui.later import Each
from dashboard.ui.league import LEVELS
from dashboard.ui.tables import Cell, Column, Row, bar_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, number, t

BARS = ("households_trained", "households_visited", "practising", "households_income_up")
COUNTS = ("overdue", "not_begun", "stopped")
DEFAULT = "practising"
MOST_ROWS = 300


def draw_areas(view: View, *, key: str = "areas") -> None:
    """The areas in the order of the address (`sort`, a `-` before it turns it round); the least first by default."""
    digits = view.child_digits
    found = data.fetch(fetch_measures, view.filters, by=LEVELS[digits // 2])
    overdue = dict(data.fetch(fetch_attention_areas, "visits_overdue", view.filters, digits))
    lost = lost_of(view, digits)
    counts = {
        a.area_code: {
            "overdue": overdue.get(a.area_code, 0),
            "not_begun": lost.get(a.area_code, {}).get("n_not_begun", 0),
            "stopped": lost.get(a.area_code, {}).get("n_stopped", 0),
        }
        for a in found
    }
    names = places.plain_names(a.area_code for a in found)
    sort = view.get("sort", f"-{DEFAULT}")
    ranked = sorted_areas(found, counts, names, sort)
    title = t("hh.areas.title", level=places.level_word(digits), n=number(len(found)))
    with block(key, title, t("hh.areas.note")) as menu:
        draw_table(
            _columns(view, sort, digits),
            [_row(view, a, counts[a.area_code], names[a.area_code]) for a in ranked[:MOST_ROWS]],
            key=f"{key}_table", caption=title, nothing=t("league.nothing"), fill=True, stacks=False,
        )  # fmt: skip
        st.caption(t("hh.areas.help"))
    if menu:
        with menu:
            _draw_downloads(view, ranked, counts, names, title, key)


def sorted_areas(
    found: list[AreaMeasures], counts: dict[str, dict[str, int]], names: dict[str, str], sort: str
) -> list[AreaMeasures]:
    """The areas in the asked order, those without a value last; equal ones by name."""
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(found, key=lambda a: (sort_key(names[a.area_code]), a.area_code))
    if by == "name":
        return in_order[::-1] if turned else in_order
    value = _value_of(counts, by)
    known = [(a, v) for a in in_order if (v := value(a)) is not None]
    ranked = [a for a, _ in sorted(known, key=lambda pair: pair[1] * (1 if turned else -1))]
    return ranked + [a for a in in_order if value(a) is None]


def _value_of(counts: dict[str, dict[str, int]], by: str) -> Callable[[AreaMeasures], float | None]:
    def value(area: AreaMeasures) -> float | None:
        if by in COUNTS:
            return counts[area.area_code][by]
        if by == "selected":
            return float(area.values["households_trained"].denominator or 0)
        own = area.values[by if by in BARS else DEFAULT].value
        return None if own is None else float(own)

    return value


def _columns(view: View, sort: str, digits: int) -> list[Column]:
    by, turned = sort.removeprefix("-"), sort.startswith("-")

    def column(key: str, label: str, kind: str, help_: str = "") -> Column:
        to = f"-{key}" if by == key and not turned else key
        down = turned if key == "name" else not turned
        return Column(
            key, label, kind,  # type: ignore[arg-type]
            sort_href=view.link(sort=None if to == f"-{DEFAULT}" else to),
            sorted=("down" if down else "up") if by == key else "", help=help_,
        )  # fmt: skip

    return [
        column("name", places.level_word(digits), "text"),
        column("selected", t("hh.step.selected"), "number"),
        *(column(m, measure_name(m, short=True), "bar", measure_name(m)) for m in BARS),
        *(column(c, t(f"hh.lost.{c}"), "number", t(f"hh.state.{c}")) for c in COUNTS),
    ]


def _row(view: View, area: AreaMeasures, counts: dict[str, int], name: str) -> Row:
    cells: dict[str, str | Cell | None] = {
        "name": name,
        "selected": number(area.values["households_trained"].denominator),
    }
    cells |= {m: bar_cell(area.values[m], with_status=m == DEFAULT) for m in BARS}
    cells |= {c: number(counts[c]) for c in COUNTS}
    return Row(area.area_code, cells, href=area_link(view, area.area_code))


def _draw_downloads(
    view: View, ranked: list[AreaMeasures], counts: dict[str, dict[str, int]], names: dict[str, str], title: str,
    key: str,
) -> None:  # fmt: skip
    headings = {"code": t("download.code"), "name": t("league.area"), "selected": t("hh.step.selected")}
    for m in BARS:
        headings |= {m: measure_name(m), f"{m}_n": t("download.numerator", measure=measure_name(m)),
                     f"{m}_of": t("download.denominator", measure=measure_name(m))}  # fmt: skip
    headings |= {c: t(f"hh.state.{c}") for c in COUNTS}

    def plain(area: AreaMeasures) -> dict[str, object]:
        row: dict[str, object] = {
            "code": area.area_code,
            "name": names[area.area_code],
            "selected": area.values["households_trained"].denominator,
            **counts[area.area_code],
        }
        for m in BARS:
            value = area.values[m]
            row |= {m: value.value, f"{m}_n": value.numerator, f"{m}_of": value.denominator}
        return row

    rows = Each(ranked, plain)
    draw_downloads(f"households-areas-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)
