"""Areas × stages: the share of villages that reached each stage, or each village's days; a click goes down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.measures import AreaMeasures, AreaStages, fetch_measures, fetch_stages
from dashboard.programme import STAGES
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.cards import status_word
from dashboard.ui.comparison import compared_stages, compared_words
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.progress.columns import sort_column, stage_columns
from dashboard.ui.progress.still import draw_still_chip, standing_still
from dashboard.ui.progress.village_heat import draw_village_heat
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t

LEVELS = ("nation", "province", "district", "subdistrict", "village")
# the stages that are a measure over all villages, and so have its target and status
MEASURE_OF_STAGE = {1: "sages_surveyed", 2: "leaders_trained", 3: "teams_complete", 5: "assemblies_held",
                    6: "materials_accepted", 7: "training_complete", 10: "villages_with_group"}  # fmt: skip
ICONS = {"met": "check_circle", "near": "contrast", "behind": "error"}
_DEFAULT_SORT = "mean"


@dataclass(frozen=True)
class AreaRow:
    """One area of the table: its stages, the mean stage of its villages now and before, its measures' statuses."""

    code: str
    stages: AreaStages
    mean: float
    before: float | None
    measures: AreaMeasures | None

    def share(self, number_: int) -> float:
        """The share of villages that reached a stage, percent."""
        return self.stages.reached[number_ - 1] / self.stages.villages * 100 if self.stages.villages else 0.0

    def status(self, number_: int) -> str:
        """The status of the measure that a stage is; none for a stage without one."""
        measure = MEASURE_OF_STAGE.get(number_)
        return self.measures.values[measure].status if self.measures and measure else "none"

    @property
    def change(self) -> float | None:
        """How far the villages moved on the way of eleven stages since the compared day, on average."""
        return None if self.before is None else self.mean - self.before


def mean_stage(stages: AreaStages) -> float:
    """The mean of the stages at which the villages stand (0 to 11)."""
    return sum(k * n for k, n in enumerate(stages.standing)) / stages.villages if stages.villages else 0.0


def draw_heat(view: View, *, key: str = "heat") -> None:
    """The table of the areas one level below the view's; of a subdistrict, its villages with their days."""
    digits = view.child_digits
    if digits == 8:
        draw_village_heat(view, key=key)
        return
    still = standing_still(view)
    rows = [r for r in _rows(view, digits) if still is None or r.code in still]
    names = places.plain_names(r.code for r in rows)
    sort = view.get("sort", _DEFAULT_SORT)
    ranked = sorted_rows(rows, names, sort)
    title = t("heat.title", level=places.level_word(digits), n=number(len(rows)))
    with block(key, title, t("heat.note")) as menu:
        draw_still_chip(view, key=key)
        draw_table(
            _columns(view, sort, digits),
            [_row(view, r, names[r.code]) for r in ranked],
            key=f"{key}_table",
            caption=t("heat.caption", level=places.level_word(digits)),
            nothing=t("league.nothing" if still is None else "heat.none_still"),
            total=_row(view, _total(view), t("heat.total")) if len(ranked) > 1 and still is None else None,
            fill=True,
            stacks=False,
        )
    if menu:
        with menu:
            _draw_menu(view, ranked, names, title, key)


def _rows(view: View, digits: int) -> list[AreaRow]:
    level = LEVELS[digits // 2]
    areas = data.fetch(fetch_stages, view.filters, by=level)
    before = compared_stages(view, level, [a.area_code for a in areas])
    measures = {a.area_code: a for a in data.fetch(fetch_measures, view.filters, by=level)}
    return [
        AreaRow(a.area_code, a, mean_stage(a),
                mean_stage(before[a.area_code]) if a.area_code in before else None, measures.get(a.area_code))
        for a in areas
    ]  # fmt: skip


def _total(view: View) -> AreaRow:
    now = data.fetch(fetch_stages, view.filters)[0]
    before = compared_stages(view).get("")
    return AreaRow("", now, mean_stage(now), mean_stage(before) if before else None,
                   data.fetch(fetch_measures, view.filters)[0])  # fmt: skip


def sorted_rows(rows: list[AreaRow], names: Mapping[str, str], sort: str) -> list[AreaRow]:
    """The rows as `sort` asks: name, villages, mean, change, s1 … s11; a `-` before it turns the order round."""
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(rows, key=lambda r: (sort_key(names[r.code]), r.code))
    if by == "name":
        return in_order[::-1] if turned else in_order

    def value(row: AreaRow) -> float:
        if by == "villages":
            return row.stages.villages
        if by == "change":
            return row.change or 0.0
        if by.startswith("s") and by[1:].isdigit() and 1 <= int(by[1:]) <= len(STAGES):
            return row.share(int(by[1:]))
        return row.mean

    return sorted(in_order, key=lambda r: value(r) * (1 if turned else -1))


def _columns(view: View, sort: str, digits: int) -> list[Column]:
    columns = [
        sort_column(view, sort, "name", places.level_word(digits), "text"),
        sort_column(view, sort, "villages", t("heat.villages"), "number"),
        sort_column(view, sort, "mean", t("heat.mean"), "number", t("heat.mean_help")),
    ]
    if view.compared:
        columns.append(
            sort_column(
                view,
                sort,
                "change",
                t("heat.change", day=compared_words(view, short=True)),
                "change",
                t("heat.change_help", day=compared_words(view, short=True)),
            )
        )
    return columns + stage_columns(view, sort)


def _row(view: View, row: AreaRow, name: str) -> Row:
    cells: dict[str, str | Cell | None] = {
        "name": name,
        "villages": number(row.stages.villages),
        "mean": number(row.mean, 1),
        "change": change_of_mean(row.change),
    }
    for stage in STAGES:
        status = row.status(stage.number)
        share = row.share(stage.number)
        cells[f"s{stage.number}"] = Cell(
            percent(share).removesuffix("%"), share=share, status=status, icon=ICONS.get(status, ""),
            word=status_word(status) if status in ICONS else "",
            href=view.link(area=row.code or None, stage=f"-{stage.number}") if share < 100 else "",
            title=t("heat.still_to_reach", area=name, stage=t(f"stage.{stage.id}.name"), share=percent(share)),
        )  # fmt: skip
    return Row(row.code, cells, href=area_link(view, row.code) if row.code else "")


def change_of_mean(change: float | None) -> Cell | None:
    """A change of the mean stage, with its arrow."""
    if change is None:
        return None
    if abs(change) < 0.05:
        return Cell(t("change.same"), icon="arrow_right_alt", tone="same")
    up = change > 0
    return Cell(
        t("change.number", sign="+" if up else "−", n=number(abs(change), 1)),
        icon="arrow_upward" if up else "arrow_downward", tone="good" if up else "bad",
    )  # fmt: skip


def _draw_menu(view: View, ranked: list[AreaRow], names: Mapping[str, str], title: str, key: str) -> None:
    since = compared_words(view, short=True)
    headings = {
        "code": t("download.code"),
        "name": t("league.area"),
        "villages": t("heat.villages"),
        "mean": t("heat.mean_help"),
    }
    if since:
        headings["before"] = t("heat.mean_before", day=since)
    for stage in STAGES:
        name = f"{number(stage.number)} {t(f'stage.{stage.id}.name')}"
        headings |= {f"n{stage.number}": t("heat.n_of", stage=name), f"s{stage.number}": t("heat.share_of", stage=name)}
    rows = Later(
        len(ranked),
        lambda: [
            {
                "code": r.code,
                "name": names[r.code],
                "villages": r.stages.villages,
                "mean": round(r.mean, 2),
                "before": None if r.before is None else round(r.before, 2),
            }
            | {f"n{s.number}": r.stages.reached[s.number - 1] for s in STAGES}
            | {f"s{s.number}": round(r.share(s.number), 1) for s in STAGES}
            for r in ranked
        ],
    )
    draw_downloads(f"progress-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)
