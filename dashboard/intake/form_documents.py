"""A Word document that holds knowledge forms: labels as headings, as bold words, in tables, or as “label : text”.

In a document that sets its labels apart, only what is set apart is a label: a line of text that reads like one stays
text. It must not know what becomes of the records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dashboard.intake.docx_lines import Line, Rows, read_docx
from dashboard.intake.form_labels import IDENTITY, Label, label_of, split_label
from dashboard.intake.forms import Place, Said, tables_of_forms
from dashboard.intake.tables import Table, filled
from dashboard.messages import say

Cells = tuple[tuple[Line, ...], ...]


def forms_of_document(path: Path, name: str) -> tuple[list[Table], bool]:
    """The forms of a document as tables, and whether anything is written in it at all; raises FileUnreadable.

    `sheet` and row of a record: “paragraphs” and the paragraph, or “table” and the number of the table, or “table n”
    and its row where one table holds several records.
    """
    blocks = read_docx(path, name)
    said = list(_said(blocks, _are_set_apart(blocks)))
    return tables_of_forms(_placed(said), name), any(entry.cell is not None or entry.label for entry in said)


def _are_set_apart(blocks: Sequence[Line | Rows]) -> bool:
    """Whether this document sets its labels apart: one that says what or whose a record is stands so."""
    for block in blocks:
        if isinstance(block, Rows):
            labels = [label_of(_flat(row[0])) for row in block.rows if len(row) > 1]
        else:
            found = _set_apart(block)
            labels = [found[0]] if found else []
        if any(label is not None and label.column in IDENTITY for label in labels):
            return True
    return False


def _said(blocks: Sequence[Line | Rows], apart: bool) -> Iterator[Said]:
    n_lines, n_tables = 0, 0
    for block in blocks:
        if isinstance(block, Line):
            n_lines += 1
            yield from _of_line(block, Place("", n_lines), apart)
            continue
        n_tables += 1
        kind = _kind_of(block)
        for number, row in enumerate(block.rows, start=1):
            yield from _of_row(row, Place(str(n_tables), number), kind, apart)


def _kind_of(table: Rows) -> str:
    """`form`: labels in the first column; `box`: cells hold lines with labels; `text`: within a section."""
    labelled = sum(len(row) > 1 and label_of(_flat(row[0])) is not None for row in table.rows)
    if labelled > 1 or (labelled == 1 and len(table.rows) == 1):
        return "form"
    lines = [line for row in table.rows for cell in row for line in cell]
    n_labels = sum(split_label(line.text) is not None for line in lines)
    return "box" if n_labels > 1 or (n_labels and all(len(row) == 1 for row in table.rows)) else "text"


def _of_line(line: Line, place: Place, apart: bool) -> Iterator[Said]:
    found = _set_apart(line) if apart else None
    if found:
        yield Said(place, found[0])
        yield from _texts(found[1], place) if found[1] else ()
    elif apart and line.is_heading and line.text.strip():
        yield Said(place, Label(" ".join(line.text.split()), None))
    elif apart:
        yield from _texts(line.text, place)
    else:
        yield from _of_plain(line, place)


def _of_plain(line: Line, place: Place) -> Iterator[Said]:
    for text in line.text.split("\n"):
        found = split_label(text)
        if found:
            yield Said(place, found[0])
            yield from _texts(found[1], place) if found[1] else ()
        else:
            yield from _texts(text, place)


def _set_apart(line: Line) -> tuple[Label, str] | None:
    """The label of a line that is a heading, bold as a whole, or bold at its beginning, and what follows it."""
    if line.is_heading or line.is_bold:
        return split_label(line.text)
    if line.bold.strip() and (label := label_of(line.bold)):
        return label, line.text[len(line.bold) :].strip().removeprefix(":").strip()
    return None


def _of_row(row: Cells, place: Place, kind: str, apart: bool) -> Iterator[Said]:
    if kind == "text":
        yield from _texts(" ".join(filter(None, map(_flat, row))), place)
    elif kind == "box" or len(row) == 1:
        for cell in row:
            for line in cell:
                yield from _of_line(line, place, apart and kind == "box")
    else:
        for n in range(0, len(row), 2):
            head = _flat(row[n])
            if head:
                yield Said(place, label_of(head) or Label(head, None))
            for line in row[n + 1] if n + 1 < len(row) else ():
                yield from _texts(line.text, place)


def _flat(cell: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text.split()) for line in cell if line.text.strip())


def _texts(text: str, place: Place) -> Iterator[Said]:
    for line in text.split("\n"):
        yield Said(place, cell=filled(line))


def _placed(said: Sequence[Said]) -> list[Said]:
    """The same, its places named as a person would look for them."""
    titles: dict[str, int] = {}
    for entry in said:
        if entry.label is not None and entry.label.column == "title":
            titles[entry.place.sheet] = titles.get(entry.place.sheet, 0) + 1

    def named(place: Place) -> Place:
        if not place.sheet:
            return Place(say("th", "reading.paragraphs"), place.row)
        if titles.get(place.sheet, 0) > 1:
            return Place(say("th", "reading.table_is", n=place.sheet), place.row)
        return Place(say("th", "reading.table"), int(place.sheet))

    return [replace(entry, place=named(entry.place)) for entry in said]
