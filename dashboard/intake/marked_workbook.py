"""Marks and notes written into an xlsx by changing only the parts they touch, byte for byte the rest stays.

No library writes a workbook back whole: formulas would lose their counted values, pictures and macros would be gone. So
the few tags are changed where they stand. Files that another program wrote in an unusual way raise ValueError, and the
caller makes a plain workbook instead. It must not know registers.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.utils import column_index_from_string, get_column_letter

from dashboard.intake.cell_marks import Package
from dashboard.intake.marked_notes import Notes
from dashboard.intake.marked_styles import Styles
from dashboard.intake.marking import SheetMarks

MOST_BYTES = 300 * 1024 * 1024  # of a sheet that is changed, unpacked
MOST_NOTES = 2_000  # in a sheet; the reasons stand in their column as well
_WIDE = 60  # characters


def marked_workbook(path: Path, marks: Mapping[str, SheetMarks], heading: str) -> bytes:
    """The workbook with marks in these sheets; ValueError when it cannot be done without harm."""
    with zipfile.ZipFile(path) as old:
        parts = Package(old).parts()
        changed: dict[str, bytes] = {}
        styles = Styles(old.read("xl/styles.xml").decode("utf-8"))
        notes = Notes(old, changed)
        for sheet, of_sheet in marks.items():
            part = parts.get(sheet)
            if part is None or old.getinfo(part).file_size > MOST_BYTES:
                raise ValueError(sheet)
            text = _SheetXml(old.read(part).decode("utf-8"), styles).marked(of_sheet, heading)
            told = dict(list(of_sheet.cells.items())[:MOST_NOTES])
            changed[part] = notes.into(part, text, told).encode("utf-8")
        changed["xl/styles.xml"] = styles.text().encode("utf-8")
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(info, changed.pop(info.filename) if info.filename in changed else old.read(info))
            for name, data in changed.items():
                new.writestr(name, data)
    return out.getvalue()


class _SheetXml:
    """The text of a sheet's part; tags may carry a prefix."""

    def __init__(self, text: str, styles: Styles) -> None:
        root = re.search(r"<(\w+:)?worksheet\b", text)
        if root is None or "<!ENTITY" in text:
            raise ValueError("not a sheet")
        self._text, self._styles, self._p = text, styles, root[1] or ""
        p = self._p
        self._row = re.compile(rf"<{p}row\b([^>]*?)(?:/>|>(.*?)</{p}row>)", re.S)
        self._cell = re.compile(rf"<{p}c\b([^>]*?)(?:/>|>(.*?)</{p}c>)", re.S)

    def marked(self, marks: SheetMarks, heading: str) -> str:
        """The text with bad cells styled and reasons written, those from before taken away."""
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), words in marks.cells.items():
            by_row.setdefault(row, {})[column] = words
        values: dict[int, dict[int, str | int | float]] = {}
        for (row, column), value in marks.values.items():
            values.setdefault(row, {})[column] = value
        touched = set(by_row) | set(marks.rows) | marks.headings | set(values)
        ours = self._styles.ours()
        done: set[int] = set()

        def change(match: re.Match[str]) -> str:
            number = _number(match[1])
            if number not in touched and not marks.is_ours and not ours:
                return match[0]
            done.add(number)
            words = heading if number in marks.headings else marks.rows.get(number, "")
            return self._changed(match, number, by_row.get(number, {}), values.get(number, {}), words, marks)

        text = self._row.sub(change, self._text)
        if touched - done:
            raise ValueError("rows without a place")
        return self._wide(self._reaching(text, marks.column), marks.column)

    def _changed(
        self,
        match: re.Match[str],
        number: int,
        bad: Mapping[int, str],
        values: Mapping[int, str | int | float],
        words: str,
        marks: SheetMarks,
    ) -> str:
        cells: dict[int, str] = {}
        beside = 0
        inner = match[2] or ""
        for cell in self._cell.finditer(inner):
            column = _column(cell[1], number)
            if column == marks.column and (words or marks.is_ours):
                continue
            style = int(found[1]) if (found := re.search(r'\bs="(\d+)"', cell[1])) else 0
            plain = self._styles.unmarked(style)
            wanted = self._styles.marked(plain) if column in bad else plain
            if column < marks.column:
                beside = plain
            cells[column] = cell[0] if wanted == style else _with_style(cell[0], wanted)
            if column in values:
                cells[column] = self._written(column, number, wanted, values[column])
        for column in values.keys() - cells.keys():
            cells[column] = self._written(
                column, number, self._styles.marked(0) if column in bad else 0, values[column]
            )
        tag = f"{self._p}c"
        for column in bad.keys() - cells.keys():
            cells[column] = f'<{tag} r="{get_column_letter(column + 1)}{number}" s="{self._styles.marked(0)}"/>'
        if words:
            style = beside if number in marks.headings else self._styles.reason()
            cells[marks.column] = self._written(marks.column, number, style, words)
        attributes = re.sub(r'\s+spans="[^"]*"', "", match[1]).rstrip("/")
        body = "".join(cells[column] for column in sorted(cells))
        return f"<{self._p}row{attributes}>{body}</{self._p}row>"

    def _written(self, column: int, row: int, style: int, value: str | int | float) -> str:
        """A cell with a value of ours."""
        p = self._p
        place = f'r="{get_column_letter(column + 1)}{row}" s="{style}"'
        if not isinstance(value, str):
            return f"<{p}c {place}><{p}v>{value!r}</{p}v></{p}c>"
        text = f'<{p}t xml:space="preserve">{escape(_writable(value))}</{p}t>'
        return f'<{p}c {place} t="inlineStr"><{p}is>{text}</{p}is></{p}c>'

    def _reaching(self, text: str, column: int) -> str:
        def widen(match: re.Match[str]) -> str:
            last = max(int(column_index_from_string(match[2])), column + 1)
            return f"{match[1]}{get_column_letter(last)}{match[3]}"

        return re.sub(rf'(<{self._p}dimension\b[^>]*ref="[A-Z]+\d+:)([A-Z]+)(\d+")', widen, text, count=1)

    def _wide(self, text: str, column: int) -> str:
        """The column of the reasons wide enough to read, where no width is set for it."""
        p = self._p
        col = f'<{p}col min="{column + 1}" max="{column + 1}" width="{_WIDE}" customWidth="1"/>'
        found = re.search(rf"<{p}cols>(.*?)</{p}cols>", text, re.S)
        if found is None:
            return re.sub(rf"(<{p}sheetData\b)", f"<{p}cols>{col}</{p}cols>\\1", text, count=1)
        if any(int(last) > column for last in re.findall(r'\bmax="(\d+)"', found[1])):
            return text
        return text[: found.end(1)] + col + text[found.end(1) :]


def _number(attributes: str) -> int:
    found = re.search(r'\br="(\d+)"', attributes)
    if found is None:
        raise ValueError("a row without its number")
    return int(found[1])


def _column(attributes: str, row: int) -> int:
    found = re.search(r'\br="([A-Z]{1,3})(\d+)"', attributes)
    if found is None or int(found[2]) != row:
        raise ValueError("a cell without its place")
    return int(column_index_from_string(found[1])) - 1


def _with_style(cell: str, style: int) -> str:
    end = cell.index(">")
    head, rest = cell[:end], cell[end:]
    if re.search(r'\bs="\d+"', head):
        return re.sub(r'\bs="\d+"', f's="{style}"', head, count=1) + rest
    bare = head.removesuffix("/")
    return f'{bare} s="{style}"{head[len(bare) :]}{rest}'


def _writable(text: str) -> str:
    """The text without characters that XML has no place for."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
