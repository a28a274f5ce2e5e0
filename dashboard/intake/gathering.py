"""The data rows of a sheet, gathered into one table per register and set of headings.

A table that goes on below a repeated heading, its columns perhaps in another order, goes on in the same
`Table`. It must not know how rows are told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

import numpy as np

from dashboard.intake.heading_rows import Heading
from dashboard.intake.headings import is_own
from dashboard.intake.tables import Cell, GrowingCells, Row, Stretch, Table

_AT_ONCE = 5_000  # rows that wait to be turned into columns


class Gathering:
    """The tables of one sheet in the making."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file, self._sheet = file, sheet
        self._growing: dict[object, _Growing] = {}
        self._parts: list[Part] = []

    def part(self, heading: Heading, block: int = 0, line: int = 0) -> Part:
        """A place for the rows below this heading; `block` counts tables that stand side by side, `line` is the row
        number of the heading's last line.
        """
        for earlier in self._parts:
            earlier.flush()  # so that the rows of a table stay in the order of the sheet
        layout = Layout(heading)
        growing = self._growing.setdefault((block, layout.identity), _Growing(layout))
        part = Part(layout, growing, line)
        self._parts.append(part)
        return part

    def tables(self) -> list[Table]:
        """Every table, in the order of their first headings."""
        for part in self._parts:
            part.flush()
        return [growing.table(self._file, self._sheet) for growing in self._growing.values()]


class Layout:
    """Which position of a row goes into which column of the table; citizen IDs go nowhere."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.headings = {name: heading.texts[c] for c, name in sorted(heading.columns.items())}
        self.dropped = tuple(heading.texts[c] for c in sorted(heading.dropped))
        self.positions: list[int] = []
        self.shown: list[tuple[str, str | None]] = []
        taken: set[str] = set()
        for c, text in sorted(heading.texts.items()):
            if c in heading.dropped or is_own(text):
                continue
            again = (f"{text} ({n})" for n in range(2, len(heading.texts) + 2))
            label = text if text not in taken else next(t for t in again if t not in taken)
            taken.add(label)
            self.positions.append(c)
            self.shown.append((label, heading.columns.get(c)))
        self.own = max((c for c, text in heading.texts.items() if is_own(text)), default=None)
        self.ignored = tuple(
            heading.texts[c]
            for c in sorted(heading.texts)
            if c not in heading.columns
            and c not in heading.dropped
            and c != heading.number
            and not is_own(heading.texts[c])
        )
        self.identity = (
            heading.register.name,
            frozenset(self.headings.items()),
            heading.ticked,
            frozenset(label for label, column in self.shown if column is None),
            frozenset(self.dropped),
        )


class _Growing:
    """One table in the making, its columns in pieces."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.rows: list[np.ndarray] = []
        self.columns = {key: GrowingCells() for key in layout.shown}
        self.skipped: Counter[str] = Counter()
        self.stretches: list[Stretch] = []

    def table(self, file: str, sheet: str) -> Table:
        heading = self._layout.heading
        columns = {key: growing.cells() for key, growing in self.columns.items()}
        return Table(
            register=heading.register.name,
            file=file,
            sheet=sheet,
            headings=self._layout.headings,
            columns={column: cells for (_, column), cells in columns.items() if column is not None},
            ticked=heading.ticked,
            rows=np.concatenate([np.empty(0, dtype=np.int64), *self.rows]),
            skipped=+self.skipped,
            ignored_columns=self._layout.ignored,
            dropped_columns=self._layout.dropped,
            others={label: cells for (label, column), cells in columns.items() if column is None},
            shown=tuple(self._layout.shown),
            stretches=tuple(self.stretches),
        )


class Part:
    """The rows below one heading, on their way into a table."""

    def __init__(self, layout: Layout, growing: _Growing, line: int) -> None:
        self._layout, self._growing, self._line = layout, growing, line
        self._numbers: list[int] = []
        self._rows: list[Row] = []

    @property
    def skipped(self) -> Counter[str]:
        """The rows of the table that are not data, by reason."""
        return self._growing.skipped

    def add(self, number: int, rows: list[Row]) -> None:
        """Data rows that follow each other, with the number of the first in the spreadsheet."""
        if self._line:
            labels = [label for label, _ in self._layout.shown]
            at = dict(zip(labels, self._layout.positions, strict=True))
            self._growing.stretches.append(
                Stretch(self._line, number, at, self._layout.heading.right, self._layout.own)
            )
            self._line = 0
        self._numbers.extend(range(number, number + len(rows)))
        self._rows.extend(rows)
        if len(self._rows) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Turn the rows that wait into columns."""
        if not self._rows:
            return
        self._growing.rows.append(np.array(self._numbers, dtype=np.int64))
        shortest = min(map(len, self._rows))
        for c, key in zip(self._layout.positions, self._layout.shown, strict=True):
            cells: Iterable[Cell] = map(itemgetter(c), self._rows)
            if c >= shortest:
                cells = [row[c] if c < len(row) else None for row in self._rows]
            self._growing.columns[key].add(cells)
        self._numbers, self._rows = [], []
