"""A sheet that is a form: labels that run down a column, with values beside or below them.

A table has its headings across a row and is never taken for one. It must not know what becomes of the records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from dashboard.intake.form_labels import IDENTITY, Label, split_label
from dashboard.intake.forms import FEWEST_LABELS, Place, Said, holds_forms, tables_of_forms
from dashboard.intake.tables import Cell, Row, Sheet, Table, cell_text, filled
from dashboard.intake.templates import notes_headings
from dashboard.messages import LANGUAGES

_FIRST = 40  # rows in which a form says what or whose it is
_LOOKED_AT = 200  # rows that tell forms from tables
_MOST = 20_000  # rows of a sheet of forms
_WIDEST = 12  # filled cells of a row that may be labels


def with_rows_again(sheet: Sheet) -> Sheet:
    """The sheet with rows that can be looked at before they are walked through: those of a csv come only once."""
    if isinstance(sheet.rows, list):
        return sheet
    coming = iter(sheet.rows)
    first = list(islice(coming, _MOST + 1))
    return replace(sheet, rows=first if len(first) <= _MOST else chain(first, coming))


def forms_of(sheet: Sheet) -> list[Table]:
    """The forms of a sheet; none when it is anything else, or too long to be forms. Takes none of its rows away."""
    if not isinstance(sheet.rows, list) or len(sheet.rows) > _MOST:
        return []
    rows = sheet.rows
    if rows and _joined(rows[0][:4]) in (_joined(notes_headings(language)) for language in LANGUAGES):
        return []
    if not any(label.column in IDENTITY for row in rows[:_FIRST] for _, label, _ in _labels(row)):
        return []
    return tables_of_forms(list(_said(rows, sheet.name)), sheet.file) if _runs_down(rows[:_LOOKED_AT]) else []


def _labels(row: Row) -> Iterator[tuple[int, Label, str]]:
    """The labels of a row: position, label, and what stands behind it in the same cell."""
    cells = [(c, cell) for c, cell in enumerate(row) if filled(cell) is not None]
    for c, cell in cells[:_WIDEST]:
        if isinstance(cell, str) and (found := split_label(cell)):
            yield c, *found


def _runs_down(rows: Sequence[Row]) -> bool:
    """Whether more different labels stand below each other than beside each other, and they are those of a form."""
    down: defaultdict[int, set[str]] = defaultdict(set)
    most_across = 0
    seen: list[Label] = []
    for row in rows:
        across = {label.column for _, label, _ in _labels(row) if label.column}
        most_across = max(most_across, len(across))
        for c, label, _ in _labels(row):
            seen.append(label)
            if label.column:
                down[c].add(label.column)
    most_down = max(map(len, down.values()), default=0)
    return most_down >= FEWEST_LABELS and most_down > most_across and holds_forms(seen)


def _said(rows: Sequence[Row], sheet: str) -> Iterator[Said]:
    labelled = [list(_labels(row)) for row in rows]
    columns = {labels[0][0] for labels in labelled if labels}
    beside = sum(bool(labels) and _has_value(row, labels[0][0]) for row, labels in zip(rows, labelled, strict=True))
    values_stand_beside = 2 * beside > sum(map(bool, labelled))
    for number, (row, labels) in enumerate(zip(rows, labelled, strict=True), start=1):
        place = Place(sheet, number)
        cells = [(c, cell) for c, cell in enumerate(row) if filled(cell) is not None]
        if not labels:
            unknown = len(cells) > 1 and cells[0][0] in columns and isinstance(cells[0][1], str)
            if unknown and values_stand_beside:
                yield Said(place, Label(cell_text(cells[0][1]).strip(" :"), None))
                cells = cells[1:]
            yield Said(place, cell=_joined([cell for _, cell in cells]))
            continue
        ahead = [cell for c, cell in cells if c < labels[0][0]]
        if any(not _is_number(cell) for cell in ahead):
            yield Said(place, cell=_joined(ahead))
        for n, (c, label, rest) in enumerate(labels):
            yield Said(place, label)
            end = labels[n + 1][0] if n + 1 < len(labels) else len(row)
            values = ([rest] if rest else []) + [cell for at, cell in cells if c < at < end]
            if values:
                yield Said(place, cell=_joined(values))


def _has_value(row: Row, label_at: int) -> bool:
    return any(filled(cell) is not None for cell in row[label_at + 1 :])


def _is_number(cell: Cell) -> bool:
    """Whether a cell before a label only numbers it."""
    return cell_text(cell).strip(" .()").isdecimal()


def _joined(cells: Sequence[Cell]) -> Cell:
    if len(cells) < 2:
        return cells[0] if cells else None
    return " ".join(map(cell_text, cells))
