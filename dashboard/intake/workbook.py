"""An xlsx as sheets: every cell as a person sees it, at the place where it stands.

python-calamine reads fast but tells neither formats nor error values; `cell_marks` finds the few cells
that need them. It must not know registers.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from dashboard.errors import FileUnreadable
from dashboard.intake.cell_marks import Marks, Package, TooLarge
from dashboard.intake.tables import Cell, Row, Sheet, filled
from dashboard.settings import Settings

_EXACT = 10**15  # beyond it a float no longer tells every whole number
# SyntaxError is what the XML parsers raise, RuntimeError what zipfile does at things it does not know
_BROKEN = (
    zipfile.BadZipFile, zlib.error, CalamineError, OSError, EOFError, SyntaxError, KeyError, IndexError, ValueError,
    RuntimeError,
)  # fmt: skip
_TALLEST_HEADING = 12  # rows; a taller merged range is not part of a heading
_WIDEST_HEADING = 300  # columns


def read_workbook(path: Path, name: str, settings: Settings) -> Iterator[Sheet]:
    """Every worksheet of an xlsx or xlsm, hidden ones too.

    Raises FileUnreadable with the reason broken or too_large.
    """
    try:
        with zipfile.ZipFile(path) as zipped:
            package = Package(zipped)  # first: it also proves that the parts are whole and no larger than they say
            with CalamineWorkbook.from_path(path) as book:
                for info in book.sheets_metadata:
                    if info.typ is SheetTypeEnum.WorkSheet:
                        yield _read_sheet(book, info.name, package, path, name, settings)
    except TooLarge as error:
        raise FileUnreadable(file=name, reason="too_large") from error
    except _BROKEN as error:
        raise FileUnreadable(file=name, reason="broken") from error


def _read_sheet(
    book: CalamineWorkbook, sheet: str, package: Package, path: Path, file: str, settings: Settings
) -> Sheet:
    marks = package.marks(sheet)
    if marks.unplaced:
        _count_places(path, sheet, marks)
    if not marks.fits:
        raise FileUnreadable(file=file, reason="too_large")
    found = book.get_sheet_by_name(sheet)
    if found.end is not None and found.end[0] >= settings.sheet_rows:
        raise FileUnreadable(file=file, reason="too_large")
    return _laid_out(found, file, marks, package.starts_1904)


def _count_places(path: Path, name: str, marks: Marks) -> None:
    """Fill the marks with the slower openpyxl, which counts cells that do not say where they stand."""
    for row in load_workbook(path, read_only=True, data_only=True)[name].iter_rows():
        for cell in row:
            if cell.data_type == "e":
                marks.texts[cell.row - 1, cell.column - 1] = str(cell.value)
            elif cell.value is not None and "%" in cell.number_format:
                marks.percents.add((cell.row - 1, cell.column - 1))


def _laid_out(sheet: Any, file: str, marks: Marks, starts_1904: bool) -> Sheet:
    rows: list[Row] = sheet.to_python(skip_empty_area=False)
    for row in rows:
        for c, cell in enumerate(row):
            kind = type(cell)
            if kind is str:
                if not cell:
                    row[c] = None
                elif not cell[0].isalnum():  # type: ignore[index]
                    row[c] = filled(cell)
            elif kind is float:
                if cell.is_integer() and -_EXACT < cell < _EXACT:  # type: ignore[union-attr, operator]
                    row[c] = int(cell)  # type: ignore[arg-type]
            elif kind is bool:
                row[c] = "TRUE" if cell else "FALSE"
    for at in marks.percents:
        _change(rows, at, as_shown)
    for at in marks.thai_dates:
        _change(rows, at, lambda cell: _day(cell, starts_1904))
    for (r, c), text in marks.texts.items():
        _place(rows, r, c, text)
    ranges = list(sheet.merged_cell_ranges or ())
    return Sheet(file, sheet.name, rows, _merged(ranges, rows), _tall(ranges))


def as_shown(cell: Cell) -> Cell:
    """A percent-formatted number as it is displayed: 0.85 is 85."""
    if not isinstance(cell, int | float):
        return cell
    value = Decimal(repr(cell)) * 100
    return int(value) if value == value.to_integral_value() and abs(value) < _EXACT else float(value)


def _day(cell: Cell, starts_1904: bool) -> Cell:
    """The day of a number whose format is one of the Thai date formats, which calamine does not know."""
    if not isinstance(cell, int | float):
        return cell
    try:
        day = from_excel(cell, CALENDAR_MAC_1904 if starts_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return cell
    if isinstance(day, datetime) and day.time() == datetime.min.time():
        return day.date()
    return day if isinstance(day, date) else cell


def _change(rows: list[Row], at: tuple[int, int], change: Any) -> None:
    r, c = at
    if r < len(rows) and c < len(rows[r]):
        rows[r][c] = change(rows[r][c])


def _place(rows: list[Row], r: int, c: int, text: str) -> None:
    """Put a text where calamine saw nothing, which may be beyond the last cell it saw."""
    while len(rows) <= r:
        rows.append([])
    if len(rows[r]) <= c:
        rows[r].extend([None] * (c + 1 - len(rows[r])))
    rows[r][c] = text


def _tall(ranges: Any) -> Mapping[int, list[tuple[int, int, int]]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for (top, left), (bottom, _) in ranges:
        if bottom > top:
            found.setdefault(top, []).append((top, bottom, left))
    return found


def _merged(ranges: Any, rows: list[Row]) -> Mapping[int, Mapping[int, tuple[int, Cell]]]:
    found: dict[int, dict[int, tuple[int, Cell]]] = {}
    for number, ((top, left), (bottom, right)) in enumerate(ranges):
        if top >= len(rows) or bottom - top > _TALLEST_HEADING or right - left > _WIDEST_HEADING:
            continue
        text = rows[top][left] if left < len(rows[top]) else None
        if isinstance(text, str):
            for r in range(top, bottom + 1):
                found.setdefault(r, {}).update(dict.fromkeys(range(left, right + 1), (number, text)))
    return found
