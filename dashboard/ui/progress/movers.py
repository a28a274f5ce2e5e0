"""Who moved: the areas one level below by the change of the chosen measure since the compared day, or by its value."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.measures import AreaMeasures, MeasureValue, fetch_measures
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.cards import change_of, counted, status_word
from dashboard.ui.comparison import compared_measures, compared_words
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.progress.heat import ICONS, LEVELS
from dashboard.ui.tables import Cell, Column, Row, change_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, measure_of, measured, number, t

MOST_ROWS = 300


def draw_movers(view: View, measure: str, *, key: str = "movers") -> None:
    """The ranking of the areas: `by` in the address is change (default) or value, a `-` before it turns it round."""
    level, since = LEVELS[view.child_digits // 2], compared_words(view, short=True)
    now = data.fetch(fetch_measures, view.filters, by=level)
    before = compared_measures(view, level, [a.area_code for a in now])
    names = places.plain_names(a.area_code for a in now)
    by = view.get("by", "change" if since else "value")
    ranked = rank(now, before, names, measure, by)
    moved = "change" in by and since
    title = t("movers.title", day=since) if moved else t("movers.title_value")
    note = t("movers.note", n=number(len(ranked)), level=places.level_word(view.child_digits))
    with block(key, title, note, measures=(measure,)) as menu:
        draw_table(
            _columns(view, measure, by),
            [_row(view, measure, n, a, before.get(a.area_code), names)
             for n, a in enumerate(ranked[:MOST_ROWS], start=1)],
            key=f"{key}_table",
            caption=t("movers.caption", measure=measure_name(measure)),
            nothing=t("league.nothing"),
            fill=True,
            stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            _draw_menu(view, measure, ranked, before, names, title, key)


def difference(now: MeasureValue, before: MeasureValue | None) -> float | None:
    """The change in the measure's own unit (points for percentages); None when one of the two is missing."""
    if now.value is None or before is None or before.value is None:
        return None
    return float(now.value) - float(before.value)


def rank(
    now: list[AreaMeasures], before: Mapping[str, AreaMeasures], names: Mapping[str, str], measure: str, by: str
) -> list[AreaMeasures]:
    """The areas with a value in the asked order, then those without one by name."""
    turned = by.startswith("-")

    def value(area: AreaMeasures) -> float | None:
        own = area.values[measure]
        if by.removeprefix("-") == "change":
            then = before.get(area.area_code)
            return difference(own, then.values[measure] if then else None)
        return None if own.value is None else float(own.value)

    in_order = sorted(now, key=lambda a: (sort_key(names[a.area_code]), a.area_code))
    known = [(a, v) for a in in_order if (v := value(a)) is not None]
    ranked = [a for a, _ in sorted(known, key=lambda pair: pair[1] * (1 if turned else -1))]
    return ranked + [a for a in in_order if value(a) is None]


def _columns(view: View, measure: str, by: str) -> list[Column]:
    key, turned = by.removeprefix("-"), by.startswith("-")

    def column(name: str, label: str, kind: str) -> Column:
        return Column(
            name, label, kind,  # type: ignore[arg-type]
            sort_href=view.link(by=f"-{name}" if key == name and not turned else name),
            sorted=("up" if turned else "down") if key == name else "",
        )  # fmt: skip

    columns = [Column("rank", t("league.rank"), "number"), Column("name", places.level_word(view.child_digits))]
    columns.append(column("value", measure_name(measure, short=True), "number"))
    if view.compared:
        unit = "points" if measure_of(measure).unit == "percent" else "number"
        columns.append(column("change", t(f"movers.change_{unit}"), "change"))
    return columns


def value_cell(value: MeasureValue) -> Cell:
    """A measure in its unit, its status as icon and word when it has a target."""
    has_target = value.target is not None
    return Cell(
        measured(value.measure, value.value, value.target), status=value.status if has_target else "",
        icon=ICONS.get(value.status, "") if has_target else "", word=status_word(value.status) if has_target else "",
    )  # fmt: skip


def _row(
    view: View, measure: str, place: int, area: AreaMeasures, before: AreaMeasures | None, names: Mapping[str, str]
) -> Row:
    value = area.values[measure]
    cells: dict[str, str | Cell | None] = {
        "rank": number(place),
        "name": Cell(names[area.area_code], note=counted(value)),
        "value": value_cell(value),
    }
    if view.compared:
        cells["change"] = change_cell(change_of(measure, value.value, before.values[measure].value if before else None))
    return Row(area.area_code, cells, href=area_link(view, area.area_code))


def _draw_menu(
    view: View, measure: str, ranked: list[AreaMeasures], before: Mapping[str, AreaMeasures], names: Mapping[str, str],
    title: str, key: str,
) -> None:  # fmt: skip
    name, since = measure_name(measure), compared_words(view)
    headings = {
        "rank": t("league.rank"),
        "code": t("download.code"),
        "name": t("league.area"),
        "value": name,
        "n": t("download.numerator", measure=name),
        "of": t("download.denominator", measure=name),
    }
    if since:
        headings |= {"before": t("download.before", measure=name, day=since), "change": t("movers.change_full")}

    def plain(place: int, area: AreaMeasures) -> dict[str, object]:
        value, then = area.values[measure], before.get(area.area_code)
        return {
            "rank": place, "code": area.area_code, "name": names[area.area_code], "value": value.value,
            "n": value.numerator, "of": value.denominator, "before": then.values[measure].value if then else None,
            "change": difference(value, then.values[measure] if then else None),
        }  # fmt: skip

    rows = Later(len(ranked), lambda: [plain(place, area) for place, area in enumerate(ranked, start=1)])
    draw_downloads(f"movers-{measure}-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)
