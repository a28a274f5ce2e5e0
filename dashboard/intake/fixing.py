"""Cells that a person put right before storing: laid over the rows in memory, the files are left as they are.

It must not know where the better values come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.intake.tables import Cell, Table, cell_text
from dashboard.persons import without_citizen_ids


@dataclass(frozen=True)
class Fix:
    """Another value for one cell: `column` is a stored or place column, `row` the spreadsheet's row number; `why` the
    kind of suggestion that was accepted (`typed`: the person's own).
    """

    register: str
    file: str
    sheet: str
    row: int
    column: str
    value: Cell
    why: str = "typed"


@dataclass(frozen=True)
class Applied:
    """A fix that was laid over a row: the heading as the file has it, and both values as text."""

    register: str
    file: str
    sheet: str
    row: int
    heading: str
    before: str
    after: str
    why: str


def with_fixes(tables: Sequence[Table], fixes: Iterable[Fix]) -> tuple[list[Table], list[Applied]]:
    """The tables with the fixes laid over them, and what that changed; the tables given stay as they are.

    A later fix of a cell counts, and one that finds no cell changes nothing.
    """
    wanted: dict[tuple[str, str, str], dict[tuple[int, str], Fix]] = defaultdict(dict)
    for fix in fixes:
        wanted[fix.register, fix.file, fix.sheet][fix.row, fix.column] = fix
    fixed, applied = [], []
    for table in tables:
        found, told = _fixed(table, wanted.get((table.register, table.file, table.sheet), {}).values())
        fixed.append(found)
        applied += told
    return fixed, applied


def _fixed(table: Table, fixes: Iterable[Fix]) -> tuple[Table, list[Applied]]:
    asked = list(fixes)
    if not asked:
        return table, []
    position = {int(row): i for i, row in enumerate(table.rows)}
    columns = dict(table.columns)
    applied = []
    for fix in asked:
        i = position.get(fix.row)
        if i is None or fix.column not in columns:
            continue
        before = cell_text(columns[fix.column][i])
        value = without_citizen_ids(fix.value) if isinstance(fix.value, str) else fix.value
        columns[fix.column] = columns[fix.column].with_cell(i, value)
        heading = table.headings.get(fix.column, fix.column)
        applied.append(
            Applied(table.register, table.file, table.sheet, fix.row, heading, before, cell_text(value), fix.why)
        )
    return replace(table, columns=columns), applied
