"""The league of the areas one level below, by groups or by OTOP registrations per ten villages, with who rose and fell.

Ten villages, because the target is one village in ten. Equal areas share a rank; ranks are compared exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.measures import AreaMeasures, fetch_measures
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, number, t

LEVELS = ("nation", "province", "district", "subdistrict", "village")
BY = ("groups", "registered")
MEASURES = ("villages", "groups", "otop_registered")
PER = 10
MOST_ROWS = 300
_VILLAGE = 8  # digits: one village is no rate


@dataclass(frozen=True)
class Standing:
    """One area of the league: its counts, its rank (equal areas share one) and its rank on the compared day."""

    code: str
    villages: int
    groups: int
    registered: int
    rank: int = 0
    before: int | None = None

    def per(self, by: str) -> Fraction:
        """Groups or registrations per ten villages."""
        return Fraction(PER * (self.groups if by == "groups" else self.registered), self.villages or 1)

    @property
    def rise(self) -> int | None:
        """How many places it went up since the compared day (down: negative)."""
        return None if self.before is None else self.before - self.rank


def ranks(areas: Sequence[AreaMeasures], by: str) -> dict[str, int]:
    """Area code → rank, 1 the best; equal areas share the better one and the next leaves a gap."""
    values = {a.area_code: standing(a).per(by) for a in areas}
    ordered = sorted(values.values(), reverse=True)
    return {code: ordered.index(value) + 1 for code, value in values.items()}


def standing(area: AreaMeasures, rank: int = 0, before: int | None = None) -> Standing:
    """An area's counts with its ranks."""
    value = area.values
    villages, groups, registered = (int(value[m].numerator) for m in MEASURES)
    return Standing(area.area_code, villages, groups, registered, rank, before)


def draw_group_league(view: View, *, key: str = "group_league") -> None:
    """The block; `rank` in the address is what it ranks by."""
    digits = view.child_digits
    level, by = LEVELS[digits // 2], view.get("rank") if view.get("rank") in BY else "groups"
    now = data.fetch(fetch_measures, view.filters, by=level)
    since = view.filters.compare_on
    earlier = view.filters.at(since) if since else None
    before = ranks(data.fetch(fetch_measures, earlier, by=level), by) if earlier else {}
    rank = ranks(now, by)
    names = places.plain_names(rank)
    rows = [standing(a, rank[a.area_code], before.get(a.area_code)) for a in now]
    rows.sort(key=lambda s: (s.rank, sort_key(names[s.code]), s.code))
    title = t("grp.league.title", level=places.level_word(digits), n=number(len(rows)))
    note = t("grp.league.since", day=day_month(since)) if since else ""
    with block(key, title, note, menu=bool(rows)) as menu:
        draw_table(
            _columns(view, by, digits),
            [_row(view, s, by, names, _top(rows, by)) for s in rows[:MOST_ROWS]],
            key=f"{key}_table",
            caption=title,
            nothing=t("league.nothing"),
            total=_total(view),
            fill=True,
            stacks=False,
        )
    if menu:
        with menu:
            _draw_downloads(view, rows, names, title, key)


def _top(rows: Sequence[Standing], by: str) -> float:
    return float(max((s.per(by) for s in rows), default=Fraction(0))) or 1.0


def _columns(view: View, by: str, digits: int) -> list[Column]:
    columns = [Column("rank", t("league.rank"), "number"), Column("name", places.level_word(digits))]
    if view.filters.compare_on:
        help_ = t("grp.league.rise_help", day=day(view.filters.compare_on))
        columns.append(Column("rise", t("grp.league.rise"), "change", help=help_))
    columns.append(Column("villages", t("league.villages"), "number", minor=True))
    columns += [
        Column(
            name, t(f"grp.{name}" if digits == _VILLAGE else f"grp.league.{name}"), "bar" if name == by else "number",
            sort_href=view.link(rank=None if name == "groups" else name), sorted="down" if name == by else "",
        )
        for name in BY
    ]  # fmt: skip
    return columns


def _row(view: View, s: Standing, by: str, names: Mapping[str, str], top: float) -> Row:
    return Row(s.code, _cells(s, number(s.rank), names[s.code], by, top), href=area_link(view, s.code))


def _cells(s: Standing, rank: str, name: str, by: str = "", top: float = 1.0) -> dict[str, str | Cell | None]:
    cells: dict[str, str | Cell | None] = {
        "rank": rank, "name": name, "rise": rise_cell(s.rise), "villages": number(s.villages),
    }  # fmt: skip
    for kind in BY:
        n = s.groups if kind == "groups" else s.registered
        share = float(s.per(kind)) / top * 100 if kind == by else None
        rate = t("grp.league.value", rate=number(float(s.per(kind)), 1), n=number(n))
        text = number(n) if len(s.code) == _VILLAGE else rate if s.villages else "–"
        cells[kind] = Cell(text, share=share)
    return cells


def rise_cell(rise: int | None) -> Cell | None:
    """How many places an area went up or down, with its arrow."""
    if rise is None:
        return None
    if not rise:
        return Cell(t("change.same"), icon="arrow_right_alt", tone="same")
    word = t("grp.league.up" if rise > 0 else "grp.league.down", n=number(abs(rise)))
    return Cell(number(abs(rise)), icon="arrow_upward" if rise > 0 else "arrow_downward",
                tone="good" if rise > 0 else "bad", word=word)  # fmt: skip


def _total(view: View) -> Row:
    whole = standing(data.fetch(fetch_measures, view.filters)[0])
    return Row("", _cells(whole, "", t("grp.times.whole")))


def _draw_downloads(view: View, rows: Sequence[Standing], names: Mapping[str, str], title: str, key: str) -> None:
    headings = {
        "rank": t("league.rank"),
        **({"before": t("grp.league.before", day=day(view.filters.compare_on))} if view.filters.compare_on else {}),
        "code": t("download.code"),
        "name": places.level_word(view.child_digits),
        "villages": t("league.villages"),
        "groups": t("grp.groups"),
        "per_groups": t("grp.league.groups"),
        "registered": t("grp.registered"),
        "per_registered": t("grp.league.registered"),
    }
    plain = Later(len(rows), lambda: [
        {"rank": s.rank, "before": s.before, "code": s.code, "name": names[s.code], "villages": s.villages,
         "groups": s.groups, "per_groups": float(s.per("groups")), "registered": s.registered,
         "per_registered": float(s.per("registered"))}
        for s in rows
    ])  # fmt: skip
    draw_downloads(f"groups-league-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)
