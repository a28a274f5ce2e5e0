"""Paragraphs and tables of a Word document in the official Thai typeface, Thai letters and Latin ones alike.

It must not know what is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dashboard.decks.look import clean

FONT: Final = "TH Sarabun New"  # of official letters; where it is missing, the program takes another Thai one
BODY, TABLE, TITLE = 16, 13, 20
_WIDTH: Final = 160  # millimetres between the margins
_LANGUAGES = {"th": "en-US", "en": "en-GB"}


def new_letter(language: str) -> Any:
    """A4 upright with the margins of official letters, and pages that are numbered."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(20), Mm(20), Mm(20)
    _set_style(document.styles["Normal"], BODY, language)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    for name, size in (("Heading 1", TITLE), ("Heading 2", BODY)):
        _set_style(document.styles[name], size, language)
        document.styles[name].font.bold = True
        document.styles[name].paragraph_format.space_before = Pt(10 if size == BODY else 0)
        document.styles[name].paragraph_format.space_after = Pt(2)
    _number_pages(page.header.paragraphs[0])
    return document


def add_heading(document: Any, text: str, level: int = 2) -> Any:
    """A heading that the navigation pane shows."""
    return document.add_heading(clean(text), level=level)


def add_text(document: Any, text: str, *, indent: bool = True, bold: bool = False, colour: str = "") -> Any:
    """A paragraph; official ones begin set in."""
    paragraph = document.add_paragraph()
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(20)
    write_run(paragraph, text, bold=bold, colour=colour)
    return paragraph


def add_point(document: Any, text: str) -> None:
    """A point of a list."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(27), Mm(-5)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(27))
    write_run(paragraph, f"–\t{text}")


def write_run(paragraph: Any, text: str, *, bold: bool = False, colour: str = "", size: int | None = None) -> None:
    """Letters in a paragraph; Thai ones have weight and size of their own."""
    run = paragraph.add_run(clean(text))
    run.bold = run.font.cs_bold = bold or None
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if size is not None:
        run.font.size = Pt(size)
        own = OxmlElement("w:szCs")
        own.set(qn("w:val"), str(size * 2))
        run._r.get_or_add_rPr().append(own)


def add_table(
    document: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    numbers: Sequence[int] = (),
    colours: Sequence[Sequence[str]] = (),
) -> None:
    """A table with lines whose head stands again on each page and whose rows are not broken; `numbers` are the columns
    set to the right, `colours` those of each cell's letters ('' black).
    """
    table = document.add_table(rows=1, cols=len(heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_cells(table)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(round(_WIDTH * share))
    _fill(table.rows[0], heads, shares, numbers, ("",) * len(heads), bold=True)
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    for n, row in enumerate(rows):
        _fill(table.add_row(), row, shares, numbers, colours[n] if colours else ("",) * len(heads))
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(
    row: Any, texts: Sequence[str], shares: Sequence[float], numbers: Sequence[int], colours: Sequence[str], *,
    bold: bool = False,
) -> None:  # fmt: skip
    whole = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(whole)
    for n, (cell, text, share) in enumerate(zip(row.cells, texts, shares, strict=True)):
        cell.width = Mm(round(_WIDTH * share))
        paragraph = cell.paragraphs[0]
        write_run(paragraph, text, bold=bold or bool(colours[n]), colour=colours[n], size=TABLE)
        if n in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _narrow_cells(table: Any) -> None:
    """Little room beside the letters of cells, so that words stay whole."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def centre(paragraph: Any) -> None:
    """Set a paragraph in the middle."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_style(style: Any, size: int, language: str) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        properties.rFonts.set(qn(f"w:{kind}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        properties.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("w:szCs", "w:lang"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    own = OxmlElement("w:szCs")
    own.set(qn("w:val"), str(size * 2))
    properties.append(own)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _LANGUAGES[language])  # of Latin letters; Thai ones are always Thai
    spoken.set(qn("w:bidi"), "th-TH")
    properties.append(spoken)


def _number_pages(paragraph: Any) -> None:
    """The page's number in the middle of its head, as official letters have it."""
    centre(paragraph)
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
