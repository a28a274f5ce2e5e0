"""The table of groups with their pairs, coverage, median and mean with its interval; sorted by the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.measures.income_groups import IncomeGroup
from dashboard.thai import sort_key
from dashboard.ui.about import about
from dashboard.ui.cards import status_word
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.intervals import Axis, axis_of, interval_cell
from dashboard.ui.incomes.said import few, pairs_cell, signed
from dashboard.ui.later import Later
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t

SORTS = ("name", "pairs", "coverage", "up", "median", "mean")
_ICONS = {"met": "check_circle", "near": "contrast", "behind": "error"}


@dataclass(frozen=True)
class GroupRow:
    """A group with its name, where a click on it leads, and whether it is the chosen one."""

    group: IncomeGroup
    name: str
    href: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class GroupTable:
    """What tells one table of groups from another: its key, the key of its order in the address and that order when
    the address names none, the word for its groups, its title.
    """

    key: str
    sort_key: str
    default: str
    word: str
    title: str

    def order(self, view: View) -> str:
        """The order that the address asks for: a key of SORTS, a `-` before it turns it round."""
        asked = view.get(self.sort_key, self.default)
        return asked if asked.removeprefix("-") in SORTS else self.default


def draw_groups(view: View, table: GroupTable, rows: Sequence[GroupRow], total: GroupRow | None) -> None:
    """The table; groups with too few pairs stand last and faint, in every order."""
    axis = _axis([*rows, *([total] if total else [])])
    draw_table(
        _columns(view, table),
        [_row(row, axis) for row in sorted_rows(rows, table.order(view))],
        key=f"{table.key}_table",
        caption=table.title,
        nothing=t("incomes.nothing"),
        total=_row(total, axis) if total and len(rows) > 1 else None,
        fill=True,
    )


def sorted_rows(rows: Sequence[GroupRow], order: str) -> list[GroupRow]:
    """The rows in an order of SORTS: names rise, numbers fall, a `-` turns it round; what says nothing stands last."""
    by, turned = order.removeprefix("-"), order.startswith("-")
    named = sorted(rows, key=lambda row: (sort_key(row.name), row.group.key))
    told = [row for row in named if row.group.pairs and not row.group.is_few]
    if by == "name":
        told.reverse() if turned else None
    else:
        told.sort(key=lambda row: _value(row.group, by) * (1 if turned else -1))
    return told + [row for row in named if row.group.is_few] + [row for row in named if not row.group.pairs]


def _value(group: IncomeGroup, by: str) -> float:
    value = {
        "pairs": group.pairs,
        "coverage": group.coverage.value,
        "up": group.up.value,
        "median": group.changes.median_change_pct if group.changes else None,
        "mean": group.growth.value,
    }[by]
    return 0.0 if value is None else float(value)


def _axis(rows: Sequence[GroupRow]) -> Axis:
    told = [row.group for row in rows if row.group.pairs and not row.group.is_few]
    target = next((group.growth.target for group in told if group.growth.target is not None), None)
    return axis_of(
        ((float(g.growth.value), g.interval, g.is_uncertain) for g in told if g.growth.value is not None),
        None if target is None else float(target),
    )


def _columns(view: View, table: GroupTable) -> list[Column]:
    order = table.order(view)
    by, turned = order.removeprefix("-"), order.startswith("-")

    def column(key: str, label: str, kind: str, help_: str = "", *, minor: bool = False) -> Column:
        rising = turned if key != "name" else not turned
        return Column(
            key, label, kind,  # type: ignore[arg-type]
            sort_href=view.link(**{table.sort_key: f"-{key}" if by == key and not turned else key}),
            sorted=("up" if rising else "down") if by == key else "", help=help_, minor=minor,
        )  # fmt: skip

    return [
        column("name", table.word, "text"),
        column("pairs", t("incomes.pairs"), "number", t("incomes.pairs_help")),
        column("coverage", t("incomes.coverage"), "number", t("incomes.coverage_help")),
        column("up", t("incomes.up"), "number", t("incomes.up_help"), minor=True),
        column("median", t("incomes.median"), "number", t("incomes.median_help")),
        column("mean", t("incomes.mean"), "interval", t("incomes.mean_help")),
    ]


def _row(row: GroupRow, axis: Axis) -> Row:
    group = row.group
    told = bool(group.changes) and not group.is_few
    cells: dict[str, str | Cell | None] = {
        "name": row.name,
        "pairs": pairs_cell(group),
        "coverage": _coverage(group),
        "up": percent(group.up.value) if told else None,
        "median": signed(group.changes.median_change_pct) if told and group.changes else None,
        "mean": interval_cell(group.growth.value, group.interval, group.growth.target, axis) if told else None,
    }
    return Row(group.key or "-", cells, href=row.href, tone="here" if row.is_chosen else "" if told else "faint")


def _coverage(group: IncomeGroup) -> Cell | None:
    if group.coverage.value is None:
        return None
    status = group.coverage.status
    return Cell(
        percent(group.coverage.value, group.coverage.target),
        status=status,
        icon=_ICONS.get(status, ""),
        word=status_word(status) if status in _ICONS else "",
        note=t("incomes.of_practising", n=number(group.practising)),
    )


def draw_group_downloads(view: View, table: GroupTable, rows: Sequence[GroupRow], *, codes: bool) -> None:
    """The rows as files, in the order shown; a group with too few pairs has no values there either."""
    headings = {
        **({"code": t("download.code")} if codes else {}),
        "name": table.word,
        "pairs": t("incomes.pairs_help"),
        "practising": t("incomes.practising"),
        "coverage": t("incomes.coverage_help"),
        "up": t("incomes.up_help"),
        "median": t("incomes.median_help"),
        "mean": t("incomes.mean_help"),
        "low": t("incomes.low"),
        "high": t("incomes.high"),
        "over": t("incomes.over"),
        "villages": t("incomes.n_villages"),
        "growths": t("incomes.mean_of_growths"),
    }
    plain = Later(len(rows), lambda: [_plain(row) for row in sorted_rows(rows, table.order(view))])
    name = f"{table.key}-{view.filters.as_of}"
    draw_downloads(name, headings, plain, about(view, table.title, len(plain)), key=table.key)


def _plain(row: GroupRow) -> dict[str, object]:
    group, interval = row.group, row.group.interval
    always = {"code": group.key, "name": row.name, "practising": group.practising, "coverage": group.coverage.value}
    if group.is_few or group.changes is None:
        return always | {"pairs": few() if group.is_few else 0}
    return always | {
        "pairs": group.pairs,
        "up": group.up.value,
        "median": group.changes.median_change_pct,
        "mean": group.growth.value,
        "low": interval and interval.low,
        "high": interval and interval.high,
        "over": interval and t(f"incomes.over.{interval.over}"),
        "villages": group.changes.moments.n_villages,
        "growths": group.changes.mean_of_growths_pct,
    }
