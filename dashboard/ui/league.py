"""The league: the areas one level below, ranked by a measure; a click goes down."""

from __future__ import annotations

from dashboard.measures import AreaMeasures, fetch_measures
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.cards import change_of
from dashboard.ui.comparison import compared_measures, compared_words
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.tables import Cell, Column, Row, bar_cell, change_cell, draw_table
from dashboard.ui.trend import draw_measure_trend
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, number, t

LEVELS = ("nation", "province", "district", "subdistrict", "village")
MEASURES = ("training_complete", "practising", "income_growth")
_DEFAULT = "practising"
_FEW = 14


def draw_league(view: View, *, key: str = "league") -> None:
    """The areas below the view's area, in the order the address asks for (`sort`, a `-` before it turns it
    round).
    """
    digits = view.child_digits
    level = LEVELS[digits // 2]
    areas = data.fetch(fetch_measures, view.filters, by=level)
    before = dict(compared_measures(view, level, [a.area_code for a in areas]))
    names = places.plain_names(a.area_code for a in areas)
    sort = view.get("sort", _DEFAULT)
    ranked = _sorted(areas, before, names, sort)
    title = t("league.title", level=places.level_word(digits), n=number(len(areas)))
    note = t("league.note" if digits < 8 else "league.note_village", sort=_sort_word(sort, digits))
    with block(key, title, note, measures=(_measure_of(sort),)) as menu:
        draw_table(
            _columns(view, sort, digits),
            [_row(view, rank, a, before.get(a.area_code), names) for rank, a in enumerate(ranked, start=1)],
            key=f"{key}_table",
            caption=t("league.caption", level=places.level_word(digits)),
            nothing=t("league.nothing"),
            fill=True,
        )
        if len(areas) <= _FEW:  # there is room below a short list
            draw_measure_trend(view, _measure_of(sort), key=f"{key}_trend")
    if menu:
        with menu:
            _draw_menu(view, ranked, before, names, title, key)


def _measure_of(sort: str) -> str:
    by = sort.removeprefix("-")
    return by if by in MEASURES else _DEFAULT


def _sort_word(sort: str, digits: int) -> str:
    by = sort.removeprefix("-")
    if by == "name":
        return places.level_word(digits)
    return t("league.change") if by == "change" else measure_name(_measure_of(sort), short=True)


def _sorted(
    areas: list[AreaMeasures], before: dict[str, AreaMeasures], names: dict[str, str], sort: str
) -> list[AreaMeasures]:
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(areas, key=lambda a: (sort_key(names[a.area_code]), a.area_code))
    if by == "name":
        return in_order[::-1] if turned else in_order
    values = {a.area_code: _sort_value(a, before.get(a.area_code), by) for a in areas}
    known = [a for a in in_order if values[a.area_code] is not None]
    unknown = [a for a in in_order if values[a.area_code] is None]
    return sorted(known, key=lambda a: (values[a.area_code] or 0) * (1 if turned else -1)) + unknown


def _sort_value(area: AreaMeasures, before: AreaMeasures | None, by: str) -> float | None:
    if by == "change":
        now, then = area.values[_DEFAULT].value, before.values[_DEFAULT].value if before else None
        return None if now is None or then is None else float(now) - float(then)
    value = area.values[by].value if by in area.values else area.values[_DEFAULT].value
    return None if value is None else float(value)


def _columns(view: View, sort: str, digits: int) -> list[Column]:
    by, turned = sort.removeprefix("-"), sort.startswith("-")

    def column(key: str, label: str, kind: str, help_: str = "") -> Column:
        to = f"-{key}" if by == key and not turned else key
        down = turned if key == "name" else not turned
        return Column(
            key,
            label,
            kind,  # type: ignore[arg-type]
            sort_href=view.link(sort=None if to == _DEFAULT else to),
            sorted=("down" if down else "up") if by == key else "",
            help=help_,
        )

    columns = [Column("rank", t("league.rank"), "number"), column("name", places.level_word(digits), "text")]
    if digits < 8:
        columns.append(column("villages", t("league.villages"), "number"))
    columns += [
        column(m, measure_name(m, short=True), "number" if m == "income_growth" else "bar", measure_name(m))
        for m in MEASURES
    ]
    if view.compared:
        columns.insert(
            -1,
            column(
                "change",
                t("league.change"),
                "change",
                t("league.change_help", day=compared_words(view)),
            ),
        )
    return columns


def _row(view: View, rank: int, area: AreaMeasures, before: AreaMeasures | None, names: dict[str, str]) -> Row:
    code, values = area.area_code, area.values
    income = bar_cell(values["income_growth"])
    cells: dict[str, str | Cell | None] = {
        "rank": number(rank),
        "name": names[code],
        "villages": number(values["villages"].numerator),
        "training_complete": bar_cell(values["training_complete"], with_status=False),
        "practising": bar_cell(values["practising"]),
        "income_growth": Cell(
            income.text,
            icon=_ICONS[income.status] if income.word else "",
            status=income.status,
            word=income.word,
        ),
    }
    if before:
        cells["change"] = change_cell(change_of(_DEFAULT, values[_DEFAULT].value, before.values[_DEFAULT].value))
    return Row(code, cells, href=area_link(view, code))


_ICONS = {"met": "check_circle", "near": "contrast", "behind": "error", "none": ""}


def _draw_menu(
    view: View,
    ranked: list[AreaMeasures],
    before: dict[str, AreaMeasures],
    names: dict[str, str],
    title: str,
    key: str,
) -> None:
    headings = {
        "rank": t("league.rank"),
        "code": t("download.code"),
        "name": t("league.area"),
        "villages": t("league.villages"),
    }
    for measure in MEASURES:
        headings |= {
            measure: measure_name(measure),
            f"{measure}_n": t("download.numerator", measure=measure_name(measure)),
            f"{measure}_of": t("download.denominator", measure=measure_name(measure)),
        }
    if before:
        headings["before"] = t("download.before", measure=measure_name(_DEFAULT), day=compared_words(view))

    def plain(rank: int, area: AreaMeasures) -> dict[str, object]:
        row: dict[str, object] = {
            "rank": rank,
            "code": area.area_code,
            "name": names[area.area_code],
            "villages": area.values["villages"].numerator,
        }
        for measure in MEASURES:
            value = area.values[measure]
            row |= {measure: value.value, f"{measure}_n": value.numerator, f"{measure}_of": value.denominator}
        if area.area_code in before:
            row["before"] = before[area.area_code].values[_DEFAULT].value
        return row

    rows = Later(len(ranked), lambda: [plain(rank, area) for rank, area in enumerate(ranked, start=1)])
    draw_downloads(f"league-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key, chart=key)
