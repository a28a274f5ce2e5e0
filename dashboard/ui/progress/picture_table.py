"""The picture as a table: the areas ranked by the measure, the way down for the keyboard, and the files of it."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.measures import AreaMeasures
from dashboard.thai import sort_key
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.cards import counted, status_word
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.progress.area_words import value_of
from dashboard.ui.tables import Cell, Column, Row, bar_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, measure_of, number, t

MOST_ROWS = 300


def ranked_areas(areas: Collection[AreaMeasures], measure: str) -> list[AreaMeasures]:
    """The highest value first, those without one last; equal ones in the order of their names."""
    names = places.plain_names(a.area_code for a in areas)

    def order(area: AreaMeasures) -> tuple[bool, float, object]:
        value = value_of(area, measure)
        return value is None, -(value or 0.0), sort_key(names[area.area_code])

    return sorted(areas, key=order)


def draw_picture_table(
    view: View, areas: Collection[AreaMeasures], measure: str, shapeless: Collection[str], *, key: str
) -> None:
    """One row per area; those that are not on the map say so."""
    ranked = ranked_areas(areas, measure)[:MOST_ROWS]
    names = places.plain_names(a.area_code for a in ranked)
    highest = max((abs(value_of(a, measure) or 0.0) for a in ranked), default=0.0)
    full = 100.0 if measure_of(measure).unit == "percent" else highest or 1.0
    digits = len(ranked[0].area_code) if ranked else view.child_digits
    rows = [
        Row(
            a.area_code,
            {
                "rank": number(place),
                "name": Cell(names[a.area_code], note=_note(a, measure, shapeless)),
                "value": bar_cell(a.values[measure], full=full),
            },
            href=area_link(view, a.area_code),
        )
        for place, a in enumerate(ranked, start=1)
    ]
    draw_table(
        [Column("rank", t("league.rank"), "number"), Column("name", places.level_word(digits)),
         Column("value", measure_name(measure, short=True), "bar")],
        rows, key=f"{key}_table", caption=measure_name(measure), nothing=t("league.nothing"), fill=True, stacks=False,
    )  # fmt: skip


def _note(area: AreaMeasures, measure: str, shapeless: Collection[str]) -> str:
    said = counted(area.values[measure])
    return f"{said} · {t('picture.no_shape')}" if area.area_code in shapeless else said


def draw_picture_downloads(
    view: View, areas: Collection[AreaMeasures], measure: str, shapeless: Collection[str], title: str, *, key: str
) -> None:
    """PNG, CSV and XLSX of the picture."""
    headings = {
        "code": t("download.code"), "name": t("league.area"), "value": measure_name(measure),
        "n": t("explain.numerator"), "of": t("explain.denominator"), "target": t("picture.target"),
        "status": t("picture.status"), "shape": t("picture.on_map"),
    }  # fmt: skip

    def make() -> list[dict[str, object]]:
        ranked = ranked_areas(areas, measure)
        names = places.plain_names(a.area_code for a in ranked)
        return [
            {
                "code": a.area_code,
                "name": names[a.area_code],
                "value": value_of(a, measure),
                "n": a.values[measure].numerator,
                "of": a.values[measure].denominator,
                "target": a.values[measure].target,
                "status": status_word(a.values[measure].status) if a.values[measure].target is not None else None,
                "shape": t("picture.no_shape") if a.area_code in shapeless else None,
            }
            for a in ranked
        ]

    rows = Later(len(areas), make)
    if not shapeless:
        headings.pop("shape")
    said = about(view, f"{title}: {measure_name(measure)}", len(rows))
    draw_downloads(f"areas-{measure}-{view.filters.as_of}", headings, rows, said, key=key, chart=key, with_note=False)
