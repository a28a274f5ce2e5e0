"""Citizen IDs are taken out of whatever was read, before anything is compared, shown or stored.

Columns of them are dropped by their heading; this finds those that stand anywhere else: in a name, a note, a number, a
heading, the name of a sheet or a file. It must not know what a column means.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from dashboard.intake.tables import Cell, Cells, Stretch, Table, objects
from dashboard.persons import without_citizen_ids

_SMALLEST: Final = 10**12
_BEYOND: Final = 10**13


def masked(table: Table) -> Table:
    """The table without citizen IDs: the very same when it had none."""
    columns, n = _all_masked(table.columns)
    others, n_others = _all_masked(table.others)
    names = _names(table)
    if n + n_others == 0 and all(old == new for old, new in names.items()):
        return table
    return replace(
        table,
        sheet=without_citizen_ids(table.sheet),
        headings={column: names.get(heading, heading) for column, heading in table.headings.items()},
        columns=columns,
        others={names.get(heading, heading): cells for heading, cells in others.items()},
        ignored_columns=tuple(names.get(heading, heading) for heading in table.ignored_columns),
        shown=[(names.get(heading, heading), column) for heading, column in table.shown],
        stretches=[_stretch(stretch, names) for stretch in table.stretches],
        n_masked=n + n_others,
    )


def _all_masked(columns: dict[str, Cells]) -> tuple[dict[str, Cells], int]:
    found, n = {}, 0
    for name, cells in columns.items():
        plain = [_masked_cell(cell) if _may_hold_one(cell) else cell for cell in cells.values]
        changed = [i for i, (old, new) in enumerate(zip(cells.values, plain, strict=True)) if old is not new]
        if changed:
            n += int(np.isin(cells.codes, changed).sum())
            cells = Cells(cells.codes, objects(plain))
        found[name] = cells
    return found, n


def _may_hold_one(cell: Cell) -> bool:
    """A quick look: most cells are short words and small numbers."""
    if type(cell) is str:
        return len(cell) > 12
    return (type(cell) is int or type(cell) is float) and _SMALLEST <= cell < _BEYOND


def _masked_cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return without_citizen_ids(cell)
    text = str(int(cell)) if isinstance(cell, int | float) else ""
    found = without_citizen_ids(text)
    return cell if found == text else found


def _names(table: Table) -> dict[str, str]:
    """Each heading, and the sheet's name, with what it is called without citizen IDs; two never become the same."""
    used: set[str] = set()
    found = {}
    for heading in (table.sheet, *table.headings.values(), *(heading for heading, _ in table.shown)):
        name = without_citizen_ids(heading)
        if heading not in found:
            n = 2
            while name in used and name != heading:
                name = f"{without_citizen_ids(heading)} ({n})"
                n += 1
            used.add(name)
            found[heading] = name
    return found


def _stretch(stretch: Stretch, names: dict[str, str]) -> Stretch:
    return replace(stretch, positions={names.get(name, name): at for name, at in stretch.positions.items()})
