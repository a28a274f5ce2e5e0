"""Data cells that are merged over several rows: one year, officer or village written once for all of them.

What is merged counts for every row it spans that has something of its own; an amount does not, for one budget merged
over three villages is one budget. It must not know how rows are told apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from dashboard.intake.heading_rows import Heading
from dashboard.intake.tables import Row, Sheet
from dashboard.registers import Kind, stored

_COUNTED_ONCE = (Kind.NUMBER, Kind.AMOUNT, Kind.WHOLE, Kind.OUTLINE)


class MergedCells:
    """The tall merged ranges of a sheet, spread over their rows where a table is walked down."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows: Sequence[Row] = sheet.rows if isinstance(sheet.rows, list) else ()
        self._tall = {top: ranges for top, ranges in sheet.tall.items() if top < len(self._rows)}
        self._tops = sorted(self._tall)
        self._blank = {
            r
            for ranges in self._tall.values()
            for top, bottom, _ in ranges
            for r in range(top + 1, min(bottom + 1, len(self._rows)))
            if self._rows[r].count(None) == len(self._rows[r])
        }

    def plain_until(self, number: int, end: int) -> int:
        """The first row after this one, up to `end`, in which such a range begins."""
        i = bisect_right(self._tops, number)
        return min(end, self._tops[i]) if i < len(self._tops) else end

    def spread(self, number: int, headings: Iterable[Heading]) -> None:
        """Fill in the rows below what is merged from this row on, under the headings that are in force."""
        for top, bottom, column in self._tall.get(number, ()):
            if not any(_is_shared(heading, column) for heading in headings):
                continue
            cell = self._rows[top][column] if column < len(self._rows[top]) else None
            for r in range(top + 1, min(bottom + 1, len(self._rows))):
                row = self._rows[r]
                if r not in self._blank and cell is not None:
                    row.extend([None] * (column + 1 - len(row)))
                    row[column] = cell if row[column] is None else row[column]


def _is_shared(heading: Heading, column: int) -> bool:
    name = heading.columns.get(column)
    return name is not None and (heading.register.name, name) not in _counted_once()


@cache
def _counted_once() -> frozenset[tuple[str, str]]:
    return frozenset(
        (register.name, column.name)
        for register in stored().values()
        for column in register.columns
        if column.kind in _COUNTED_ONCE
    )
