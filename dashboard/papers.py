"""Word documents as offices write them: A4 upright, the official typeface, tables with a head on every page.

It must not know what a document is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

FONT: Final = "TH Sarabun New"  # the official one; where it is missing, Word takes another
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def new_paper(title: str, foot: str, head: str = "") -> Any:
    """An empty document; `foot` stands at the foot of every page, `head` in bold at its head."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(20), Mm(20), Mm(20)
    _set_style(document.styles["Normal"], 16)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    _set_style(document.styles["Heading 1"], 20)
    _set_style(document.styles["Heading 2"], 16)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(8)
    page.footer.paragraphs[0].text = clean(foot)
    if head:
        embolden(page.header.paragraphs[0].add_run(clean(head)))
    document.core_properties.title = clean(title)
    document.core_properties.author = ""
    return document


def _set_style(style: Any, points: int) -> None:
    """Thai letters have a font and a size of their own beside the Latin ones."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(points)
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        properties.rFonts.set(qn(f"w:{kind}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        properties.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    _set_thai_size(properties, points)


def _set_thai_size(properties: Any, points: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    size = properties.find(qn("w:szCs"))
    if size is None:
        size = OxmlElement("w:szCs")
        properties.append(size)
    size.set(qn("w:val"), str(points * 2))


def embolden(run: Any) -> None:
    """Bold letters, Thai ones too."""
    run.bold = run.font.cs_bold = True


def add_line(
    document: Any,
    text: str,
    *,
    centred: bool = False,
    bold: bool = False,
    indent_mm: int = 0,
    with_next: bool = False,
) -> None:
    """A paragraph; `indent_mm` is where its first line begins, `with_next` keeps it on the page of what follows."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    line = document.add_paragraph()
    run = line.add_run(clean(text))
    if bold:
        embolden(run)
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = with_next or None
    if indent_mm:
        line.paragraph_format.first_line_indent = Mm(indent_mm)


_TOGETHER = 3  # rows, the head among them, that never stand alone at the foot of a page


def add_table(
    document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], widths_mm: Sequence[int], points: int = 14
) -> None:
    """A table with lines; its head is said again on every page, no row is cut by one, and it begins with a few rows."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(headings))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for place, texts in enumerate((headings, *rows)):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not place:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths_mm, strict=True):
            _fill(cell, text, width, points, bold=not place)
            cell.paragraphs[0].paragraph_format.keep_with_next = place < _TOGETHER
    table._tbl.tblPr.append(OxmlElement("w:tblCaption"))
    table._tbl.tblPr[-1].set(qn("w:val"), clean(" · ".join(headings)))


def _fill(cell: Any, text: str, width_mm: int, points: int, *, bold: bool) -> None:
    from docx.shared import Mm, Pt

    cell.width = Mm(width_mm)
    run = cell.paragraphs[0].add_run(clean(text))
    run.font.size = Pt(points)
    _set_thai_size(run._r.get_or_add_rPr(), points)
    if bold:
        embolden(run)


def clean(text: str) -> str:
    """The text without characters that no document can hold."""
    return _NOT_IN_XML.sub("", text)


def paper_bytes(document: Any) -> bytes:
    """The document as a docx file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()
