"""A long table in pieces: what checking and staging need at once is then that of a piece, however long a file is.

The cells are shared with the whole table, row numbers stay those of the sheet. It must not know what is done with them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dashboard.intake.tables import Table

MOST_ROWS = 100_000


def pieces_of(table: Table) -> list[Table]:
    """The table's rows in their order, at most MOST_ROWS together; what is counted of the table as a whole (rows that
    are no data, masked cells) is told with the first piece.
    """
    if len(table.rows) <= MOST_ROWS:
        return [table]
    pieces = []
    for start in range(0, len(table.rows), MOST_ROWS):
        part = slice(start, start + MOST_ROWS)
        pieces.append(
            replace(
                table,
                rows=table.rows[part],
                columns={name: cells[part] for name, cells in table.columns.items()},
                others={label: cells[part] for label, cells in table.others.items()},
                skipped=Counter() if start else table.skipped,
                n_masked=0 if start else table.n_masked,
            )
        )
    return pieces
