"""The file that came in, handed back with its bad cells marked and the reasons beside them; nothing else is touched.

A workbook keeps its layout, hidden things, formulas, pictures and macros; a csv its encoding and delimiter. What we
write is known when the file comes in again, and taken out before it is written anew. It must not know how rows are
checked.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dashboard.errors import FileUnreadable
from dashboard.intake.csv_text import delimiter_of, encoding_of
from dashboard.intake.fixing import Fix
from dashboard.intake.rejects import reason_in_words
from dashboard.intake.tables import Cell, Stretch, Table, cell_text
from dashboard.messages import say
from dashboard.store.history import Refused
from dashboard.thai import be_year


@dataclass
class SheetMarks:
    """What is to be written into one sheet: (row from 1, column from 0) → why that cell is bad; row → all its reasons;
    the cells that were put right → what stands there now; the rows that get the heading of the reasons; the column of
    the reasons, and whether it is ours from before.
    """

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    values: dict[tuple[int, int], str | int | float] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    column: int = 0
    is_ours: bool = False


def with_reasons(
    path: Path,
    name: str,
    tables: Sequence[Table],
    refused: Iterable[Refused],
    language: str,
    fixes: Iterable[Fix] = (),
) -> bytes | None:
    """The file with its reasons; None where that kind of file, or this one, cannot be written back.

    `tables` are what was read of it, `name` what it is called in them and in the refused rows; `fixes` are written into
    their cells, so that what was put right does not come back wrong.
    """
    marks = _marks(name, tables, refused, language)
    _put_right(marks, name, tables, fixes)
    heading = say(language, "rejects.reasons")
    try:
        if path.suffix.lower() == ".csv" and set(marks) <= {""}:
            return _marked_csv(path, marks.get("", SheetMarks()), heading)
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            from dashboard.intake.marked_workbook import marked_workbook

            return marked_workbook(path, marks, heading)
    except (OSError, ValueError, KeyError, FileUnreadable):
        return None
    return None


def _marks(name: str, tables: Iterable[Table], refused: Iterable[Refused], language: str) -> dict[str, SheetMarks]:
    """Sheet → what is to be written; only rows whose place in the sheet is known."""
    found: dict[str, SheetMarks] = defaultdict(SheetMarks)
    stretches: dict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for table in tables:
        if table.file != name:
            continue
        stretches[table.sheet, table.register] += table.stretches
        marks = found[table.sheet]
        for stretch in table.stretches:
            marks.headings.add(stretch.heading)
            if stretch.own is not None:
                marks.column, marks.is_ours = max(marks.column, stretch.own), True
            elif not marks.is_ours:
                marks.column = max(marks.column, stretch.right)
    for row in refused:
        if row.file == name:
            _add(found[row.sheet], row, stretches[row.sheet, row.register], language)
    return {sheet: marks for sheet, marks in found.items() if marks.headings}


def _add(marks: SheetMarks, row: Refused, stretches: Sequence[Stretch], language: str) -> None:
    above = [stretch for stretch in stretches if stretch.first <= row.row]
    if not above:
        return
    positions = max(above, key=lambda s: s.first).positions
    told: dict[str, list[str]] = defaultdict(list)
    for reason in row.reasons:
        told[reason[0]].append(reason_in_words(reason, language))
    for heading, words in told.items():
        if heading in positions:
            at = (row.row, positions[heading])
            marks.cells[at] = "\n".join([*filter(None, [marks.cells.get(at, "")]), *dict.fromkeys(words)])
    said = [f"{heading}: {' '.join(dict.fromkeys(words))}" for heading, words in told.items()]
    marks.rows[row.row] = " | ".join([*filter(None, [marks.rows.get(row.row, "")]), *said])


def _put_right(marks: dict[str, SheetMarks], name: str, tables: Sequence[Table], fixes: Iterable[Fix]) -> None:
    """Note the values of fixes whose cells the file has."""
    of: dict[tuple[str, str], list[tuple[Table, set[int]]]] = defaultdict(list)
    for table in tables:
        if table.file == name:
            of[table.sheet, table.register].append((table, set(table.rows.tolist())))
    for fix in fixes:
        found = next((t for t, rows in of.get((fix.sheet, fix.register), ()) if fix.row in rows), None)
        if fix.file != name or found is None or fix.sheet not in marks:
            continue
        above = [stretch for stretch in found.stretches if stretch.first <= fix.row]
        label = next((label for label, column in found.shown if column == fix.column), None)
        if above and label is not None:
            position = max(above, key=lambda stretch: stretch.first).positions[label]
            marks[fix.sheet].values[fix.row, position] = _as_written(fix.value)


def _as_written(value: Cell) -> str | int | float:
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{be_year(value)}"
    return value if isinstance(value, int | float) and not isinstance(value, bool) else cell_text(value)


def _marked_csv(path: Path, marks: SheetMarks, heading: str) -> bytes:
    encoding = encoding_of(path, path.name)
    text = path.read_bytes().decode(encoding)
    lines = text.splitlines(keepends=True)
    delimiter = delimiter_of([line.replace("\0", "") for line in lines[:200]])
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    column = marks.column if marks.is_ours else max(map(len, records), default=0)
    out = io.StringIO()
    by_row: dict[int, dict[tuple[int, int], str | int | float]] = defaultdict(dict)
    for at, value in marks.values.items():
        by_row[at[0]][at] = value
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    for number, record in enumerate(records, start=1):
        for (_, position), value in by_row.get(number, {}).items():
            if position < len(record):
                record[position] = cell_text(value)
        words = marks.rows.get(number, "") or (heading if number in marks.headings else "")
        if words or (marks.is_ours and len(record) > column):
            record = [*record[:column], *[""] * (column - len(record)), words]
        writer.writerow(record)
    return out.getvalue().encode(encoding, errors="replace")
