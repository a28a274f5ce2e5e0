"""Raw cells → typed values and every reason why a row cannot be stored.

`check_table` reads each column by its kind, resolves places, then walks the register's rules; a row with no reason
goes on to storing. Every distinct cell is read once, so millions of rows cost what their different values cost. It
must not know files or the store.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from dashboard import thai
from dashboard.intake.placing import as_texts, place_rows
from dashboard.intake.tables import Cells, Outline, Table
from dashboard.messages import catalogue
from dashboard.programme import MEASURES
from dashboard.registers import Choices, Column, InOrder, Kind, OneOf, Register

EARLIEST_DAY = date(2015, 1, 1)
MOST = 10**15  # beyond it no number is meant
MOST_AMOUNT = 999_999_999  # of baht, people or things in one cell; a quantity times a price stays exact
Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Reason:
    """Why one row of a table is refused: the heading as the file has it, the cell, a message code and its facts."""

    row: int
    column: str
    value: str | None
    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """A table after its own checks.

    `frame` has one line per accepted row: the register's stored columns that the file has, and `row`, the
    spreadsheet's row number. `reasons` hold every problem of the other rows, `refused` what could be read of them;
    `warnings` count what was mended, `succeeded` the rows of each (abolished code, its successor).
    """

    table: Table
    register: Register
    frame: pd.DataFrame
    reasons: tuple[Reason, ...]
    warnings: Counter[str]
    refused: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"row": []}))
    succeeded: Counter[tuple[str, str]] = field(default_factory=Counter)


class _Problems:
    """Collects reasons by position in the table."""

    def __init__(self, table: Table, register: Register) -> None:
        self._table, self._register = table, register
        self.reasons: list[Reason] = []
        self.bad = np.zeros(len(table.rows), dtype=bool)

    def heading(self, name: str) -> str:
        """The heading as the file has it, or the contract's where the file has none."""
        return self._table.headings.get(name) or self._register.column(name).heading

    def add(
        self,
        positions: Sequence[int] | np.ndarray,
        heading: str,
        cells: Cells | None,
        code: str,
        **facts: str,
    ) -> None:
        """One reason for each of the positions."""
        for i in positions:
            value = None if cells is None else shown(cells[i])
            self.reasons.append(Reason(int(self._table.rows[i]), heading, value, code, dict(facts)))
            self.bad[i] = True


def shown(cell: object) -> str | None:
    """A cell as a person sees it: whole numbers without a decimal point, dates as ISO; None when empty."""
    if cell is None or (isinstance(cell, float) and cell != cell) or cell is pd.NaT:
        return None
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def check_table(table: Table, register: Register, today: date, *, alone: bool) -> Checked:
    """Check every row of a table on its own.

    `alone` tells that nothing else (the store or another table) can fill a required column that this file lacks.
    """
    problems = _Problems(table, register)
    warnings: Counter[str] = Counter()
    succeeded: Counter[tuple[str, str]] = Counter()
    values: dict[str, pd.Series[Any]] = {}
    values[register.place.value] = place_rows(table, register, problems.add, succeeded)
    if succeeded:
        warnings["place_code_succeeded"] = succeeded.total()
    for column in register.columns:
        cells = table.columns.get(column.name)
        if cells is None:
            if column.required and (alone or column.name in register.key):
                problems.add(range(len(table.rows)), column.heading, None, "required_column_missing")
            continue
        values[column.name] = _read_column(column, cells, table, problems, today, warnings)
    if register.name == "context" and "year" in values:
        fiscal = "ปีงบประมาณ" in thai.repair(table.headings["year"]).replace(" ", "")
        values["is_fiscal_year"] = pd.Series(np.full(len(table.rows), fiscal))
    if register.name == "activities":
        _check_place_level(table, register, values, problems)
        days = values.get("day_no", pd.Series([None] * len(table.rows), dtype="Int32"))
        values["day_no"] = days.fillna(1)
    for rule in register.rules:
        match rule:
            case InOrder():
                _check_order(rule, table, values, problems)
            case OneOf():
                _check_one_of(rule, table, values, problems)
    frame = pd.DataFrame({"row": np.asarray(table.rows), **values})
    accepted, refused = frame[~problems.bad], frame[problems.bad]
    return Checked(table, register, accepted, tuple(problems.reasons), warnings, refused, succeeded)


def _read_column(
    column: Column, cells: Cells, table: Table, problems: _Problems, today: date, warnings: Counter[str]
) -> pd.Series[Any]:
    heading = problems.heading(column.name)
    ticked = column.name in table.ticked
    codes, uniques = pd.factorize(cells, use_na_sentinel=True)
    read = _reader(column)
    values: list[Any] = []
    refused: dict[int, tuple[str, dict[str, str]]] = {}
    for i, cell in enumerate(uniques):
        try:
            value = read(plain_cell(cell))
            problem = _out_of_bounds(column, value, today)
        except thai.Unreadable as error:
            value, problem = None, (error.reason, {})
        if problem:
            refused[i] = problem
            value = value if column.kind is Kind.DATE else None  # a day out of range still has its place in an order
        values.append(value)
    if refused:
        which = np.isin(codes, list(refused))
        for position in np.flatnonzero(which):
            code, facts = refused[int(codes[position])]
            problems.add([int(position)], heading, cells, code, **facts)
    if column.kind is Kind.PHONE:
        mended = [i for i, cell in enumerate(uniques) if _lost_zero(plain_cell(cell))]
        warnings["phone_zero_restored"] += int(np.isin(codes, mended).sum()) if mended else 0
    if column.kind is Kind.OUTLINE:
        warnings["shape_repaired"] += sum(cell.is_repaired for cell in cells if cell is not None and not cell.problem)
    series = _typed(column.kind, values, codes)
    if ticked:
        series = series.astype("boolean").fillna(False)
    elif column.required:
        unreadable = np.isin(codes, list(refused)) if refused else np.zeros(len(codes), dtype=bool)
        problems.add(np.flatnonzero(series.isna().to_numpy() & ~unreadable), heading, None, "required")
    return series


def plain_cell(cell: Any) -> Any:
    """A numpy or pandas scalar as the Python value it stands for."""
    if isinstance(cell, np.datetime64 | pd.Timestamp):
        return pd.Timestamp(cell).to_pydatetime(warn=False)
    if isinstance(cell, np.bool_ | bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.item() if isinstance(cell, np.generic) else cell


def _typed(kind: Kind, values: list[Any], codes: np.ndarray) -> pd.Series[Any]:
    """The values by their codes (-1 = missing) as a compact column of the kind's type."""
    match kind.sql_type:
        case "DATE":
            table = np.array([*values, None], dtype="datetime64[s]")
            return pd.Series(table[codes])
        case "DOUBLE":
            return pd.Series(np.array([*(np.nan if v is None else v for v in values), np.nan], dtype=float)[codes])
        case "INTEGER":
            return pd.Series(pd.array([*values, None], dtype="Int32")[codes])
        case "BOOLEAN":
            return pd.Series(pd.array([*values, None], dtype="boolean")[codes])
        case _:
            return as_texts(values, codes)


@cache
def _reader(column: Column) -> Reader:
    match column.kind:
        case Kind.TEXT:
            return partial(_text, clean=thai.repair)
        case Kind.PROSE:
            return partial(_text, clean=thai.repair_prose)
        case Kind.HOUSE_NO:
            return _house_no
        case Kind.PHONE:
            return _phone
        case Kind.CHOICE:
            return partial(_choice, spellings=spellings_of(column))
        case Kind.NUMBER | Kind.AMOUNT:
            return thai.read_number
        case Kind.WHOLE:
            return thai.read_whole
        case Kind.ROUND:
            return _round
        case Kind.DATE:
            return thai.read_date
        case Kind.MONTH:
            return thai.read_month
        case Kind.YES_NO:
            return thai.read_yes_no
        case Kind.FISCAL_YEAR:
            return thai.read_fiscal_year
        case Kind.OUTLINE:
            return _outline


def _text(cell: object, clean: Callable[[str], str]) -> str | None:
    text = clean(shown(cell) or "")
    return None if text in ("", "-", "–", "—") else text


def _house_no(cell: object) -> str | None:
    if isinstance(cell, date):
        raise thai.Unreadable("house_no_is_a_date")  # Excel made 12/3 into the twelfth of March
    text = _text(cell, thai.repair)
    return text and re.sub(r"^(\d+)\.0+$", r"\1", thai.arabic_digits(text))  # a number cell saved as csv


def _lost_zero(cell: object) -> bool:
    return isinstance(cell, int | float) and cell == cell and 10**8 <= cell < 10**9 and float(cell).is_integer()


def _phone(cell: object) -> str | None:
    text = _text(cell, thai.repair)
    return text and ("0" if _lost_zero(cell) else "") + thai.arabic_digits(text)


def _round(cell: thai.Cell) -> int | None:
    text = _text(cell, thai.repair)
    if text in ("ก่อน", "รอบก่อน"):
        return 0
    if isinstance(cell, str) and text:
        cell = text.removeprefix("รอบที่").removeprefix("ครั้งที่").removeprefix("รอบ").strip()
    return thai.read_whole(cell)


def _outline(cell: Outline | None) -> str | None:
    if cell is None:
        return None
    if cell.problem:
        raise thai.Unreadable(cell.problem)
    return cell.rings


def folded(text: str) -> str:
    """A text by which choices are compared: repaired, small, without spaces."""
    return "".join(thai.repair(text).lower().split())


def spellings_of(column: Column) -> dict[str, str]:
    """Every way to write a choice, folded → the value that is stored."""
    choices: Choices = column.choices
    if column.name == "measure":
        words = [catalogue(language) for language in ("th", "en")]
        keys = ("name", "also")  # a measure may have been called otherwise before
        choices = tuple(
            (m.id, tuple(w[key] for w in words for k in keys if (key := f"measure.{m.id}.{k}") in w)) for m in MEASURES
        )
    return {folded(s): value for value, spellings in choices for s in (value, *spellings)}


def _choice(cell: object, spellings: dict[str, str]) -> str | None:
    text = _text(cell, thai.repair)
    if text is None:
        return None
    try:
        return spellings[folded(text)]
    except KeyError:
        raise thai.Unreadable("unknown_choice") from None


def _out_of_bounds(column: Column, value: Any, today: date) -> tuple[str, dict[str, str]] | None:
    """The code and facts of what is wrong with a readable value, or None."""
    if value is None:
        return None
    if column.kind is Kind.DATE:
        latest = latest_day(today)
        if not EARLIEST_DAY <= value <= latest:
            return "date_out_of_range", {"earliest": EARLIEST_DAY.isoformat(), "latest": latest.isoformat()}
    elif column.kind is Kind.AMOUNT and value < 0:
        return "negative", {}
    elif column.kind is Kind.AMOUNT and value > (most := column.highest or MOST_AMOUNT):
        return "too_large", {"highest": f"{most:,.0f}"}
    elif column.kind is Kind.NUMBER and abs(value) > MOST:
        return "too_large", {"highest": f"{MOST:,.0f}"}
    elif column.kind in (Kind.WHOLE, Kind.ROUND, Kind.NUMBER) and not (
        (column.lowest is None or value >= column.lowest) and (column.highest is None or value <= column.highest)
    ):
        return "out_of_range", {"lowest": _bound(column.lowest), "highest": _bound(column.highest)}
    return None


def _bound(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"


def latest_day(day: date) -> date:
    """The last day that is accepted: two years after today."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 2, day=28)


def _check_order(rule: InOrder, table: Table, values: dict[str, pd.Series[Any]], problems: _Problems) -> None:
    if rule.earlier not in values or rule.later not in values:
        return
    wrong = values[rule.later] < values[rule.earlier]
    if rule.only_without in values:
        wrong &= values[rule.only_without].isna()
    cells = table.columns[rule.earlier]
    for i in np.flatnonzero(wrong.to_numpy()):
        problems.add([int(i)], problems.heading(rule.later), table.columns[rule.later], "out_of_order",
                     other=problems.heading(rule.earlier), other_value=shown(cells[i]) or "")  # fmt: skip


def _check_one_of(rule: OneOf, table: Table, values: dict[str, pd.Series[Any]], problems: _Problems) -> None:
    """Only where the file has every one of the columns: one that it lacks may be stored already."""
    if not all(name in values for name in rule.columns):
        return
    filled = np.zeros(len(table.rows), dtype=bool)
    for name in rule.columns:
        filled |= values[name].notna().to_numpy() | ~_blank(table.columns[name])
    headings = [problems.heading(name) for name in rule.columns]
    problems.add(np.flatnonzero(~filled), headings[0], None, "one_of_required", columns=", ".join(headings))


def _blank(cells: Cells) -> np.ndarray:
    codes, uniques = pd.factorize(cells, use_na_sentinel=True)
    empty = [i for i, cell in enumerate(uniques) if isinstance(cell, str) and _text(cell, thai.repair) is None]
    return np.asarray((codes == -1) | np.isin(codes, empty))


def _check_place_level(
    table: Table, register: Register, values: dict[str, pd.Series[Any]], problems: _Problems
) -> None:
    """A support team meets in a district, everything else happens in a village."""
    if "activity" not in values:
        return
    depth = values[register.place.value].astype(object).map(len, na_action="ignore")
    support = (values["activity"].astype(object) == "support_team").to_numpy()
    known = values["activity"].notna().to_numpy() & depth.notna().to_numpy()
    heading, cells = problems.heading("activity"), table.columns["activity"]
    problems.add(np.flatnonzero(known & support & (depth != 4).to_numpy()), heading, cells, "needs_a_district")
    problems.add(np.flatnonzero(known & ~support & (depth != 8).to_numpy()), heading, cells, "needs_a_village")
