"""Knowledge forms as they are filled in: labels with text below or beside them → rows of the register `knowledge`.

A document and a sheet are read as one stream of labels and texts; here it becomes records, one for each time that the
first label comes again, and the same `Table` as any other, so that what follows is the same for forms and tables.
It must not know files.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from dashboard.intake.addresses import split_address
from dashboard.intake.form_labels import IDENTITY, REGISTER, Label, heading_of
from dashboard.intake.headings import is_place
from dashboard.intake.tables import Cell, Cells, Table, cell_text, filled
from dashboard.registers import ADDRESS, Kind, by_name

FEWEST_LABELS = 3
_DOTTED = re.compile(r"^\s*(?:[._]{4,}|…{2,})|(?:[._]{4,}|…{2,})\s*$")  # the line to write on, around what was written


@dataclass(frozen=True)
class Place:
    """Where something stands: the sheet, or the part of a document, and the row in it from 1."""

    sheet: str
    row: int


@dataclass(frozen=True)
class Said:
    """One thing of the stream: a label, or a text that belongs to the label before it (None is a blank line)."""

    place: Place
    label: Label | None = None
    cell: Cell = None


@dataclass(eq=False)
class _Record:
    place: Place
    labels: dict[str, Label] = field(default_factory=dict)  # by column
    cells: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    others: dict[str, list[str]] = field(default_factory=dict)  # what is no part of the register, by label
    dropped: set[str] = field(default_factory=set)


def tables_of_forms(said: Sequence[Said], file: str) -> list[Table]:
    """The records of a stream as tables, those with the same labels together; none when it holds no form.

    What stands above the first record is skipped as title, a form that nobody has filled in as blank.
    """
    if not holds_forms(entry.label for entry in said):
        return []
    starts = _starts(said)
    records = [_record(said[start:end]) for start, end in pairwise([*starts, len(said)])]
    groups: dict[tuple[str, frozenset[str], frozenset[str]], list[_Record]] = defaultdict(list)
    for record in records:
        groups[record.place.sheet, frozenset(record.labels), frozenset(record.others)].append(record)
    tables = [_table(file, sheet, group) for (sheet, _, _), group in groups.items()]
    above = {entry.place for entry in said[: starts[0]] if entry.label is not None or entry.cell is not None}
    if above:
        tables[0].skipped["title"] += len(above)
    return tables


def holds_forms(labels: Iterable[Label | None]) -> bool:
    """Whether these are the labels of a form: who and what it is, or one of them with sections."""
    columns = {label.column for label in labels if label and label.column and not is_place(label.column)}
    prose = {c.name for c in by_name()[REGISTER].columns if c.kind is Kind.PROSE}
    named = len(columns & IDENTITY)
    return len(columns) >= FEWEST_LABELS and (named == len(IDENTITY) or (named > 0 and len(columns & prose) > 1))


def _starts(said: Sequence[Said]) -> list[int]:
    """Where each record begins: at its title, or at what stands above the title as it does in the first one."""
    labels = [(i, entry.label.column) for i, entry in enumerate(said) if entry.label and entry.label.column]
    columns = [column for _, column in labels]
    key = "title" if "title" in columns else "owner"
    firsts = [n for n, column in enumerate(columns) if column == key]
    above = columns[: firsts[0]]
    starts = [0]
    for n in firsts[1:]:
        m = n
        while n - m < len(above) and columns[m - 1] == above[len(above) - 1 - (n - m)]:
            m -= 1
        starts.append(m)
    return [labels[n][0] for n in starts]


def _record(said: Sequence[Said]) -> _Record:
    record = _Record(said[0].place)
    label: Label | None = None
    begun = False  # whether something was said below the label already
    for entry in said:
        if entry.label is None:
            if label is not None:
                _add(record, label, entry.cell, begun)
                begun = begun or entry.cell is not None
            continue
        label, begun = entry.label, False
        if label.is_dropped:
            record.dropped.add(label.text)
        elif label.column is None:
            record.others.setdefault(label.text, [])
        else:
            record.labels.setdefault(label.column, label)
    return record


def _add(record: _Record, label: Label, cell: Cell, begun: bool) -> None:
    if label.is_dropped:
        return
    if isinstance(cell, str):
        cell = filled(_DOTTED.sub("", cell))
    if label.column is None:
        record.others[label.text].append(cell_text(cell))
    elif label.keeps_text and not begun:
        if cell is not None:
            record.cells[label.column].append(f"{label.text}: {cell_text(cell)}")
    else:
        record.cells[label.column].append(cell)


def _table(file: str, sheet: str, records: Sequence[_Record]) -> Table:
    """Records with the same labels; a column is headed by the label of the first of them."""
    labels, seen = records[0].labels, list(records[0].others)
    dropped = {text for record in records for text in record.dropped}
    blank = [r for r in records if all(_cell(column, cells) is None for column, cells in r.cells.items())]
    records = [r for r in records if r not in blank]
    order = [c.name for c in by_name()[REGISTER].columns]
    columns = sorted(labels, key=lambda c: (order.index(c) if c in order else len(order), c))
    headings = {c: heading_of(labels[c]) for c in columns}
    others = {text: Cells.of(" ".join(r.others[text]).strip() or None for r in records) for text in seen}
    shown: list[tuple[str, str | None]] = [(headings[c], c) for c in columns]
    return Table(
        register=REGISTER,
        file=file,
        sheet=sheet,
        headings=headings,
        columns={c: Cells.of(_cell(c, record.cells[c]) for record in records) for c in columns},
        ticked=frozenset(),
        rows=np.array([record.place.row for record in records], dtype=np.int64),
        skipped=Counter({"blank": len(blank)} if blank else {}),
        ignored_columns=tuple(others),
        dropped_columns=tuple(sorted(dropped)),
        others=others,
        shown=(*shown, *((text, None) for text in others)),
    )


def _cell(column: str, cells: Sequence[Cell]) -> Cell:
    """What was said below a label: one value as it is, several as lines of prose, or as one line elsewhere."""
    said = [cell for cell in cells if cell is not None]
    if column == ADDRESS and not any(split_address(cell) for cell in said):
        return None  # its marks only, with dotted lines between them
    if len(said) < 2:
        return said[0] if said else None
    kinds = {c.name: c.kind for c in by_name()[REGISTER].columns}
    if kinds.get(column) is Kind.PROSE:
        return "\n".join(map(cell_text, cells)).strip("\n")
    return " ".join(map(cell_text, said))
