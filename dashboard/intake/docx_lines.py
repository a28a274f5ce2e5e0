"""A Word document as lines: paragraphs with how they are set, and tables with their cells, in the order they are read.

Deleted text, text boxes and pictures are left out; numbers that Word counts itself are written out. It must not know
labels or registers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dashboard.errors import FileUnreadable

# what python-docx, lxml and zipfile raise at packages they cannot read
_BROKEN: Final = (OSError, EOFError, SyntaxError, KeyError, IndexError, ValueError, RuntimeError, AttributeError)
_MOST_LINES: Final = 200_000
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT: Final = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}txbxContent",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_HEADINGS: Final = ("heading", "title", "subtitle")


@dataclass(frozen=True)
class Line:
    """One paragraph: its text (line breaks inside it are kept), the bold beginning of it, whether it is a heading."""

    text: str
    bold: str = ""
    is_heading: bool = False

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.text.strip()) and self.bold.strip() == self.text.strip()


@dataclass(frozen=True)
class Rows:
    """One table: rows of cells, each cell its lines; a cell merged with the one above is empty."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def read_docx(path: Path, name: str) -> list[Line | Rows]:
    """The lines and tables of a document; FileUnreadable with the reason broken or too_large."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document: Any = Document(str(path))
        found = list(_Reader(document).blocks(document.element.body))
    except (*_BROKEN, PackageNotFoundError) as error:
        raise FileUnreadable(file=name, reason="broken") from error
    if len(found) > _MOST_LINES:
        raise FileUnreadable(file=name, reason="too_large")
    return found


@dataclass(frozen=True)
class _Style:
    name: str = ""
    is_bold: bool = False
    number: tuple[str, int] | None = None


class _Reader:
    """Walks the elements of a document, with its styles and the counters of its numbered lists."""

    def __init__(self, document: Any) -> None:
        self._styles = {e.get(f"{_W}styleId"): e for e in document.styles.element.iter(f"{_W}style")}
        self._known: dict[str | None, _Style] = {}
        self._formats = _number_formats(document)
        self._counted: Counter[tuple[str, int]] = Counter()

    def blocks(self, parent: Any) -> Iterator[Line | Rows]:
        """The paragraphs and tables below an element."""
        for element in parent:
            if element.tag == f"{_W}p":
                yield self._line(element)
            elif element.tag == f"{_W}tbl":
                rows = (e for e in element.iter(f"{_W}tr") if next(e.iterancestors(f"{_W}tbl")) is element)
                yield Rows(tuple(self._cells(row) for row in rows))
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"):
                yield from self.blocks(element)

    def _cells(self, row: Any) -> tuple[tuple[Line, ...], ...]:
        cells = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            lines = [] if goes_on else list(self._flat(cell))
            while lines and not lines[-1].text.strip():
                lines.pop()
            cells.append(tuple(lines))
        return tuple(cells)

    def _flat(self, parent: Any) -> Iterator[Line]:
        """The lines of a cell; those of a table inside it row by row."""
        for block in self.blocks(parent):
            if isinstance(block, Line):
                yield block
            else:
                for row in block.rows:
                    yield Line(" ".join(" ".join(line.text for line in cell) for cell in row))

    def _line(self, paragraph: Any) -> Line:
        style = self._style(_value(paragraph, f"{_W}pPr/{_W}pStyle"))
        text, bold, still = "", "", True
        for run in _runs(paragraph):
            said = _text_of(run)
            text += said
            if still and said.strip():
                still = _is_on(run, style.is_bold)
            if still:
                bold += said
        outline = _value(paragraph, f"{_W}pPr/{_W}outlineLvl")
        is_heading = style.name.lower().startswith(_HEADINGS) or (outline is not None and outline != "9")
        mark = self._mark(paragraph, style) if text.strip() else ""
        return Line(mark + text, mark + bold if bold.strip() else "", is_heading)

    def _mark(self, paragraph: Any, style: _Style) -> str:
        """The number or point that Word puts before a paragraph of a list."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        number = _number(properties) if properties is not None else style.number
        if number is None or number[0] == "0":
            return ""
        shape = self._formats.get(number, "")
        if shape in ("", "none"):
            return ""
        if shape == "bullet":
            return "- "
        self._counted[number] += 1
        for deeper in [key for key in self._counted if key[0] == number[0] and key[1] > number[1]]:
            del self._counted[deeper]
        return f"{self._counted[number]}) "

    def _style(self, id_: str | None) -> _Style:
        if id_ not in self._known:
            element = self._styles.get(id_)
            if element is None:
                self._known[id_] = _Style()
            else:
                self._known[id_] = _Style()  # a style that is based on itself ends here
                base = self._style(_value(element, f"{_W}basedOn"))
                properties = element.find(f"{_W}pPr/{_W}numPr")
                self._known[id_] = _Style(
                    (_value(element, f"{_W}name") or "") or base.name,
                    _is_on(element, base.is_bold),
                    _number(properties) if properties is not None else base.number,
                )
        return self._known[id_]


def _runs(parent: Any) -> Iterator[Any]:
    for element in parent:
        if element.tag == f"{_W}r":
            yield element
        elif element.tag not in _LEFT_OUT:
            yield from _runs(element)


def _text_of(run: Any) -> str:
    written = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join(
        (e.text or "") if e.tag == f"{_W}t" else written.get(e.tag, "")
        for e in run
        if e.get(f"{_W}type") not in ("page", "column")
    )


def _is_on(element: Any, inherited: bool) -> bool:
    """Whether letters are bold; Word has one switch for Latin and one for Thai."""
    for tag in ("bCs", "b"):
        switch = element.find(f"{_W}rPr/{_W}{tag}")
        if switch is not None:
            return switch.get(f"{_W}val", "1") not in ("0", "false", "off")
    return inherited


def _value(element: Any, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{_W}val")


def _number(properties: Any) -> tuple[str, int]:
    level = _value(properties, f"{_W}ilvl") or "0"
    return _value(properties, f"{_W}numId") or "0", int(level) if level.isdigit() else 0


def _number_formats(document: Any) -> dict[tuple[str, int], str]:
    """List and level → how it is numbered: decimal, thaiNumbers, bullet, …"""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    shapes = {
        (abstract.get(f"{_W}abstractNumId"), int(level.get(f"{_W}ilvl", "0"))): _value(level, f"{_W}numFmt") or ""
        for abstract in numbering.iter(f"{_W}abstractNum")
        for level in abstract.iter(f"{_W}lvl")
    }
    return {
        (number.get(f"{_W}numId"), level): shape
        for number in numbering.iter(f"{_W}num")
        for (abstract, level), shape in shapes.items()
        if abstract == _value(number, f"{_W}abstractNumId")
    }
