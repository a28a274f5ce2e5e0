"""The few things of an xlsx that calamine does not tell: percent and Thai date formats, error values,
uncounted formulas, and how far a sheet reaches.

One bounded pass over the XML of each sheet, looking at a tag only where a search says so. It must not know
cells' meanings.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from openpyxl.utils import column_index_from_string
from openpyxl.xml.functions import fromstring

_AT_ONCE = 4 * 1024 * 1024
_MOST_CELLS = 50_000_000  # of the rectangle from A1 to the last cell: calamine lays it out whole
_LAST_ROW = 1_048_576
_LARGEST_TREE = 32 * 1024 * 1024  # bytes; the styles of the most patched workbooks have a few
_NARROW = _MOST_CELLS // _LAST_ROW  # columns that fit whatever the rows; wider sheets are measured exactly

_PERCENT_IDS = {9, 10, 67, 68}
_THAI_DATE_IDS = {71, 72, 73, 74, 77, 81}  # ECMA-376 part 1, 18.8.30: built-in formats of th-th
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

_FILLED = re.compile(rb' r="([A-Za-z]+)([0-9]+)"[^>]*(?<!/)>(?!</)')  # cells that only have a style do not count
_UNPLACED = re.compile(rb'<(?:\w+:)?c(?![^>]* r=")[\s>]')
_ROW = re.compile(rb' r="([0-9]{7,})"')
_REF = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"')
# searches that begin with a literal are many times faster
_FAR_COLUMN = re.compile(rb' r="([A-Za-z]{2,})[0-9]')
_FAR_ROW = re.compile(rb' r="[A-Za-z]*[0-9]{7}')
_ERROR = re.compile(rb' t="e"')
_CELL = re.compile(rb"<(?:\w+:)?c\s")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_UNCOUNTED = re.compile(rb"<((?:\w+:)?)f(?:\s[^>]*)?(?:/>|>([^<]*)</\1f>)(?:<\1v\s*/>|<\1v></\1v>)?</\1c>")

_END = re.compile(rb"(?:</(?:\w+:)?worksheet|<(?:\w+:)?worksheet\s[^<>]*/)\s*>\s*(?:<!--[^<>]*-->\s*)*\Z")


class TooLarge(Exception):
    """A part of the package is far larger than any real one."""


@dataclass
class Marks:
    """Cells, as (row, column) from 0, that need more than calamine tells; `texts` are shown in their
    place.
    """

    percents: set[tuple[int, int]] = field(default_factory=set)
    thai_dates: set[tuple[int, int]] = field(default_factory=set)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    fits: bool = True  # the sheet can be laid out in memory
    unplaced: bool = False  # cells do not say where they stand: they have to be counted


class Package:
    """The parts of an xlsx: which sheet is where, and which styles are percents or Thai dates."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        book = self._tree("xl/workbook.xml")
        properties = next((e for e in book if _tag(e) == "workbookPr"), None)
        self.starts_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        links = {}
        if "xl/_rels/workbook.xml.rels" in zipped.NameToInfo:
            for e in self._tree("xl/_rels/workbook.xml.rels"):
                links[e.get("Id")] = posixpath.normpath(posixpath.join("/xl", e.get("Target", "")))[1:]
        sheets = (e for part in book if _tag(part) == "sheets" for e in part)
        self._parts = {e.get("name"): links.get(e.get(_RELATION) or e.get(_STRICT_RELATION)) for e in sheets}
        self._percents, self._thai_dates = self._styles()
        for strings in links.values():
            if strings.lower().endswith("sharedstrings.xml") and strings in zipped.NameToInfo:
                self._prove(strings)

    def parts(self) -> dict[str, str]:
        """Sheet → the name of its part."""
        return {sheet: part for sheet, part in self._parts.items() if sheet and part}

    def marks(self, sheet: str) -> Marks:
        """What has to be known about a sheet's cells; raises BadZipFile when the part is damaged."""
        marks = Marks()
        part = self._parts.get(sheet)
        if part is None or part not in self._zip.NameToInfo:
            return marks
        styles = b"|".join(str(n).encode() for n in sorted(self._percents | self._thai_dates))
        styled = re.compile(rb' s="(%s)"' % styles) if styles else None
        last_column, far_row, has_formulas = 0, False, False
        chunk = b""
        for chunk in self._chunks(part):
            for letters in set(_FAR_COLUMN.findall(chunk)):
                last_column = max(last_column, column_index_from_string(letters.decode()))
            far_row = far_row or _FAR_ROW.search(chunk) is not None
            if styled is not None:
                for m in styled.finditer(chunk):
                    cells = marks.percents if int(m[1]) in self._percents else marks.thai_dates
                    if at := _cell_at(chunk, m.start(), marks):
                        cells.add(at)
            if b' t="e"' in chunk:
                for m in _ERROR.finditer(chunk):
                    value = _VALUE.search(chunk, m.end())
                    if value and (at := _cell_at(chunk, m.start(), marks)):
                        marks.texts[at] = value[1].decode("utf-8", "replace")
            has_formulas = has_formulas or b"</f>" in chunk or b":f>" in chunk
            if has_formulas:
                _note_uncounted(chunk, marks)
        if b"\0" not in chunk and not _END.search(chunk):  # cut off between two tags, which calamine would not notice
            raise zipfile.BadZipFile(part)
        if last_column > _NARROW or far_row:
            marks.fits = self._extent(part) <= _MOST_CELLS
        return marks

    def _extent(self, part: str) -> float:
        """How many cells the rectangle from A1 to the last filled cell has; boundless when that cannot be told."""
        columns: set[bytes] = set()
        last_row = 0
        for chunk in self._chunks(part):
            if _UNPLACED.search(chunk) or any(int(row) > _LAST_ROW for row in _ROW.findall(chunk)):
                return inf
            for letters, row in _FILLED.findall(chunk):
                columns.add(letters)
                last_row = max(last_row, int(row))
        return last_row * max((column_index_from_string(c.decode()) for c in columns), default=0)

    def _chunks(self, part: str) -> Iterator[bytes]:
        """The part in pieces that end between rows."""
        tail = b""
        with self._zip.open(part) as stream:
            while block := stream.read(_AT_ONCE):
                block = tail + block
                cut = max(block.rfind(b"</row>"), block.rfind(b":row>"), 0)
                tail = block[cut:]
                if cut:
                    yield _with_double_quotes(block[:cut])
        yield _with_double_quotes(tail)

    def _prove(self, part: str) -> None:
        """Unpack a part piece by piece: it is whole, and no larger than it says."""
        with self._zip.open(part) as stream:
            while stream.read(_AT_ONCE):
                pass

    def _tree(self, part: str) -> Any:
        """A part that is read as a tree, which takes many times its size; raises TooLarge."""
        if self._zip.getinfo(part).file_size > _LARGEST_TREE:
            raise TooLarge(part)
        return fromstring(self._zip.read(part))

    def _styles(self) -> tuple[set[int], set[int]]:
        """Numbers of the cell styles that show percents, and of those that show Thai dates."""
        if "xl/styles.xml" not in self._zip.NameToInfo:
            return set(), set()
        percents, dates = set(_PERCENT_IDS), set(_THAI_DATE_IDS)
        shows_percent, shows_day = set(), set()
        for part in self._tree("xl/styles.xml"):
            if _tag(part) == "numFmts":
                for e in part:
                    number, code = int(e.get("numFmtId", 0)), _LITERAL.sub("", e.get("formatCode", ""))
                    (percents.add if "%" in code else percents.discard)(number)
                    (dates.add if "ด" in code or "ปป" in code else dates.discard)(number)
            elif _tag(part) == "cellXfs":
                for i, e in enumerate(part):
                    number = int(e.get("numFmtId", 0))
                    if number in percents:
                        shows_percent.add(i)
                    elif number in dates:
                        shows_day.add(i)
        return shows_percent, shows_day


def _with_double_quotes(chunk: bytes) -> bytes:
    """The chunk with its attributes quoted as nearly every program does it."""
    return chunk.replace(b"'", b'"') if b" r='" in chunk else chunk


def _tag(element: object) -> str:
    return str(getattr(element, "tag", "")).rpartition("}")[2]


def _note_uncounted(chunk: bytes, marks: Marks) -> None:
    """Show formulas that nobody has counted yet: better refused as text than lost as a blank."""
    for m in _UNCOUNTED.finditer(chunk):
        start = max(chunk.rfind(b"<c ", 0, m.start()), chunk.rfind(b":c ", 0, m.start()))
        counted_as_text = b't="str"' in chunk[start : m.start()]
        if not counted_as_text and (at := _cell_at(chunk, start + 3, marks)):
            marks.texts[at] = "=" + (m[2] or b"").decode("utf-8", "replace")


def _cell_at(chunk: bytes, position: int, marks: Marks) -> tuple[int, int] | None:
    """The cell whose start tag holds this position; None when the tag is another one or tells no place."""
    start = chunk.rfind(b"<", 0, position)
    tag = chunk[start : chunk.find(b">", position) + 1]
    if not _CELL.match(tag):
        return None
    ref = _REF.search(tag)
    if ref is None:
        marks.unplaced = True
        return None
    return int(ref[2]) - 1, column_index_from_string(ref[1].decode()) - 1
