"""Villages × stages: the day on which each village reached each stage; a click opens the village."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.programme import STAGES, first_day, last_day
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.progress.columns import sort_column, stage_columns
from dashboard.ui.progress.still import draw_still_chip, standing_still
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, number, t

MOST_VILLAGES = 400
_REACHED = 30.0  # the one depth of colour of a stage that is reached


@dataclass(frozen=True)
class VillageRow:
    """One village: the stage it stands at and the day of every stage it holds."""

    code: str
    stage: int
    reached: dict[int, date]


def village_rows(view: View) -> list[VillageRow]:
    """The villages of the view in code order, at most MOST_VILLAGES."""
    found = data.view_records("pages/progress_village_stages", view.filters, n=MOST_VILLAGES)
    return [
        VillageRow(r["village_code"], r["stage"], {entry["stage"]: entry["on"] for entry in r["reached"]})
        for r in found
    ]


def draw_village_heat(view: View, *, key: str) -> None:
    """The villages of a subdistrict (or those chosen) with the days of their stages."""
    still = standing_still(view)
    rows = [r for r in village_rows(view) if still is None or r.code in still]
    names = places.plain_names(r.code for r in rows)
    sort = view.get("sort", "mean")
    ranked = _sorted(rows, names, sort)
    title = t("heat.title", level=places.level_word(8), n=number(len(rows)))
    with block(key, title, t("heat.note_villages")) as menu:
        draw_still_chip(view, key=key)
        draw_table(
            _columns(view, sort),
            [_row(view, r, names[r.code]) for r in ranked],
            key=f"{key}_table",
            caption=t("heat.caption_villages"),
            nothing=t("league.nothing" if still is None else "heat.none_still"),
            fill=True,
            stacks=False,
        )
    if menu:
        with menu:
            headings = {"code": t("download.code"), "name": places.level_word(8), "stage": t("heat.stage")}
            headings |= {f"s{s.number}": f"{s.number} {t(f'stage.{s.id}.name')}" for s in STAGES}
            plain = Later(
                len(ranked),
                lambda: [
                    {"code": r.code, "name": names[r.code], "stage": r.stage}
                    | {f"s{s.number}": r.reached.get(s.number) for s in STAGES}
                    for r in ranked
                ],
            )
            draw_downloads(f"progress-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _sorted(rows: list[VillageRow], names: dict[str, str], sort: str) -> list[VillageRow]:
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(rows, key=lambda r: (sort_key(names[r.code]), r.code))
    if by == "name":
        return in_order[::-1] if turned else in_order
    if by.startswith("s") and by[1:].isdigit():
        stage = int(by[1:])
        known = [r for r in in_order if stage in r.reached]
        known.sort(key=lambda r: r.reached[stage], reverse=turned)
        return known + [r for r in in_order if stage not in r.reached]
    return sorted(in_order, key=lambda r: r.stage * (1 if turned else -1))


def _columns(view: View, sort: str) -> list[Column]:
    return [
        sort_column(view, sort, "name", places.level_word(8), "text"),
        sort_column(view, sort, "mean", t("heat.stage"), "number", t("heat.stage_help")),
        *stage_columns(view, sort),
    ]


def stage_of(stage: int) -> str:
    """7/11: the stage a village stands at, of all."""
    return f"{number(stage)}/{number(len(STAGES))}"


def _row(view: View, row: VillageRow, name: str) -> Row:
    cells: dict[str, str | Cell | None] = {"name": name, "mean": stage_of(row.stage)}
    first, last = first_day(view.filters.fiscal_year), last_day(view.filters.fiscal_year)
    for stage in STAGES:
        on = row.reached.get(stage.number)
        if on:
            cells[f"s{stage.number}"] = Cell(day_month(on) if first <= on <= last else day(on), share=_REACHED)
        else:
            cells[f"s{stage.number}"] = Cell("–", share=0.0, word=t("heat.not_reached"))
    return Row(row.code, cells, href=area_link(view, row.code))
