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
from pathlib import Path

from dashboard.errors import FileUnreadable
from dashboard.intake.csv_text import delimiter_of, encoding_of
from dashboard.intake.rejects import reason_in_words
from dashboard.intake.tables import Stretch, Table
from dashboard.messages import say
from dashboard.store.history import Refused


@dataclass
class SheetMarks:
    """What is to be written into one sheet: (row from 1, column from 0) → why that cell is bad; row → all its reasons;
    the rows that get the heading of the reasons; the column of the reasons, and whether it is ours from before.
    """

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    column: int = 0
    is_ours: bool = False


def with_reasons(
    path: Path, name: str, tables: Iterable[Table], refused: Iterable[Refused], language: str
) -> bytes | None:
    """The file with its reasons; None where that kind of file, or this one, cannot be written back.

    `tables` are what was read of it, `name` what it is called in them and in the refused rows.
    """
    marks = _marks(name, tables, refused, language)
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


def _marked_csv(path: Path, marks: SheetMarks, heading: str) -> bytes:
    encoding = encoding_of(path, path.name)
    text = path.read_bytes().decode(encoding)
    lines = text.splitlines(keepends=True)
    delimiter = delimiter_of([line.replace("\0", "") for line in lines[:200]])
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    column = marks.column if marks.is_ours else max(map(len, records), default=0)
    out = io.StringIO()
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    for number, record in enumerate(records, start=1):
        words = marks.rows.get(number, "") or (heading if number in marks.headings else "")
        if words or (marks.is_ours and len(record) > column):
            record = [*record[:column], *[""] * (column - len(record)), words]
        writer.writerow(record)
    return out.getvalue().encode(encoding, errors="replace")
