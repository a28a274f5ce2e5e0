"""The table of a parquet file: the same rules as row by row, but only rows that may not be data are looked
at.

It must not know what the cells of data rows mean.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from dashboard.intake.gathering import Layout
from dashboard.intake.heading_rows import Heading, headings_at
from dashboard.intake.parquet_columns import cells_of
from dashboard.intake.rows import Reasons
from dashboard.intake.tables import Cells, ColumnSheet, Row, Table
from dashboard.registers import EXAMPLE_ROW, TOTAL_WORDS
from dashboard.thai import repair


def table_of_columns(sheet: ColumnSheet) -> tuple[list[Table], bool]:
    """The table of a parquet file, and whether anything is filled in at all.

    The column names are row 1, so the first row of data is row 2.
    """
    names: Row = [name or None for name in sheet.columns.column_names]
    found = headings_at([names], 0, {})
    if not found or len(found) > 1:
        return [], bool(sheet.columns.num_rows)
    heading = found[0]
    layout = Layout(heading)
    kept = {c: cells_of(sheet.columns.column(c)) for c in layout.positions}
    reasons = _reasons(heading, kept, {c: str(names[c]) for c in kept}, sheet.columns.num_rows)
    data = np.flatnonzero(reasons == "data")
    shown = {
        key: kept[c] if len(data) == sheet.columns.num_rows else kept[c][data]
        for key, c in zip(layout.shown, layout.positions, strict=True)
    }
    skipped = Counter(str(reason) for reason in reasons if reason != "data")
    table = Table(
        register=heading.register.name,
        file=sheet.file,
        sheet=sheet.name,
        headings=layout.headings,
        columns={column: cells for (_, column), cells in shown.items() if column is not None},
        ticked=heading.ticked,
        rows=data.astype(np.int64) + 2,
        skipped=Counter({"heading": 1}) + skipped,
        ignored_columns=layout.ignored,
        dropped_columns=layout.dropped,
        others={label: cells for (label, column), cells in shown.items() if column is None},
        shown=tuple(layout.shown),
    )
    return [table], True


def _reasons(heading: Heading, kept: dict[int, Cells], names: dict[int, str], n_rows: int) -> np.ndarray:
    """For each row up to the last filled one `data`, or why it is not."""
    n_filled = np.zeros(n_rows, dtype=np.int32)
    n_like_heading = np.zeros(n_rows, dtype=np.int32)
    said = np.zeros(n_rows, dtype=bool)
    for c, cells in kept.items():
        codes, uniques = cells.distinct()
        n_filled += codes >= 0
        words = [repair(cell) if isinstance(cell, str) and len(cell) < 200 else None for cell in uniques]
        name = repair(names[c])
        # code -1, a blank cell, looks up the last entry
        n_like_heading += np.array([word == name for word in words] + [False])[codes]
        said |= np.array([word in TOTAL_WORDS or word == EXAMPLE_ROW for word in words] + [False])[codes]
    last = int(np.flatnonzero(n_filled)[-1]) + 1 if n_filled.any() else 0
    reasons = np.full(last, "data", dtype=object)
    like_heading = (n_like_heading > 1) & (n_like_heading == n_filled)
    reason_of = Reasons(heading).of
    for i in np.flatnonzero((n_filled < 2) | said | like_heading):
        if i < last:
            row: Row = [kept[c][i] if c in kept else None for c in range(heading.right)]
            reason = "heading" if like_heading[i] else reason_of(row)
            reasons[i] = "data" if reason == "alone" else reason
    return reasons
