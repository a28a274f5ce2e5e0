"""Raw cells → typed values and every reason why a row cannot be stored.

`check_table` reads each column by its kind, resolves places, then walks the register's rules; a row with no reason
goes on to storing. Every distinct cell is read once, so millions of rows cost what their different values cost. It
must not know files or the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard import thai
from dashboard.intake.cell_reading import lost_zero, out_of_bounds, plain_cell, read_text, reader_of, shown, typed
from dashboard.intake.placing import place_rows
from dashboard.intake.tables import Cells, Table
from dashboard.registers import Column, InOrder, Kind, OneOf, Register


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
    if table.n_masked:
        warnings["citizen_id_masked"] = table.n_masked
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
    codes, uniques = cells.distinct()
    read = reader_of(column)
    values: list[Any] = []
    refused: dict[int, tuple[str, dict[str, str]]] = {}
    for i, cell in enumerate(uniques):
        try:
            value = read(plain_cell(cell))
            problem = out_of_bounds(column, value, today)
        except thai.Unreadable as error:
            value, problem = None, (error.reason, {})
        if problem:
            refused[i] = problem
            value = value if column.kind is Kind.DATE else None  # a day out of range still has its place in an order
        values.append(cell if type(cell) is str and cell == value else value)  # most texts are right: kept once
    if refused:
        which = np.isin(codes, list(refused))
        for position in np.flatnonzero(which):
            code, facts = refused[int(codes[position])]
            problems.add([int(position)], heading, cells, code, **facts)
    if column.kind is Kind.PHONE:
        mended = [i for i, cell in enumerate(uniques) if lost_zero(plain_cell(cell))]
        warnings["phone_zero_restored"] += int(np.isin(codes, mended).sum()) if mended else 0
    if column.kind is Kind.OUTLINE:
        warnings["shape_repaired"] += sum(cell.is_repaired for cell in cells if cell is not None and not cell.problem)
    series = typed(column.kind, values, codes)
    if ticked:
        series = series.astype("boolean").fillna(False)
    elif column.required:
        unreadable = np.isin(codes, list(refused)) if refused else np.zeros(len(codes), dtype=bool)
        problems.add(np.flatnonzero(series.isna().to_numpy() & ~unreadable), heading, None, "required")
    return series


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
    codes, uniques = cells.distinct()
    empty = [i for i, cell in enumerate(uniques) if isinstance(cell, str) and read_text(cell, thai.repair) is None]
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
