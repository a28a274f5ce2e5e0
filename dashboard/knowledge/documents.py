"""Knowledge records as a Word document in the order of the practitioners' form, and the form itself to fill in.

What is written here is read back by the intake as the same record: labels are the register's headings, set apart as a
table and as headings. Names of persons come in as they may be shown. It must not know where the document is saved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, Final

from dashboard.knowledge.finding import OPTIONAL, SECTIONS
from dashboard.messages import say
from dashboard.registers import ADDRESS_HEADINGS, PLACE_CODES, Place, by_name
from dashboard.thai import format_date

FONT: Final = "TH Sarabun New"  # the official one; where it is missing, Word takes another
_LINES_TO_FILL = {"background": 5, "objectives": 3, "ingredients": 4, "equipment": 3, "process": 10, "cautions": 3}
_FEW_LINES = 3
_HINTS: Final = {"ingredients": "form.ingredients", "process": "form.process"}
_DOTS: Final = "." * 118
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD: Final = ("title", "owner", "position", "category", "recorded_on")


@dataclass(frozen=True)
class Written:
    """A record to be written: the address in words, the code of its place, and the sections that are filled."""

    title: str
    owner: str
    position: str = ""
    category: str = ""
    recorded_on: date | None = None
    address: str = ""
    area_code: str = ""
    sections: dict[str, str] = field(default_factory=dict)


def write_records(records: Sequence[Written], source: str = "", label: str = "") -> bytes:
    """The records as a docx, each on a page of its own; `source` stands at the foot of every page, `label` (such as
    that they are an example) at its head.
    """
    document = _document(source, label)
    for number, record in enumerate(records):
        if number:
            document.add_page_break()
        values = {
            "title": record.title,
            "owner": record.owner,
            "position": record.position,
            "category": record.category,
            "recorded_on": format_date(record.recorded_on, short=False) if record.recorded_on else "",
        }
        facts = {_heading(name): values[name] for name in _HEAD}
        facts[ADDRESS_HEADINGS[0]] = record.address
        facts[PLACE_CODES[Place.ANY]["area_code"][0]] = record.area_code
        _add_facts(document, {label: text or "–" for label, text in facts.items()})
        for section in SECTIONS:
            if section in OPTIONAL and not record.sections.get(section):
                continue
            _add_label(document, _heading(section))
            for line in (record.sections.get(section) or "–").split("\n"):
                document.add_paragraph(_clean(line))
    return _saved(document)


def write_form() -> bytes:
    """The empty form as a docx: the labels, and dotted lines to write on by hand or over in Word."""
    document = _document(say("th", "form.source"))
    document.add_heading(say("th", "form.title"), level=1)
    document.add_paragraph(say("th", "form.note"))
    facts = {_heading(name): "" for name in _HEAD}
    facts[ADDRESS_HEADINGS[0]] = say("th", "form.address")
    _add_facts(document, facts)
    for section in SECTIONS:
        hint = f" {say('th', _HINTS[section])}" if section in _HINTS else ""
        _add_label(document, _heading(section) + hint)
        for _ in range(_LINES_TO_FILL.get(section, _FEW_LINES)):
            document.add_paragraph(_DOTS)
    _add_label(document, say("th", "form.pictures"))
    document.add_paragraph("")
    _add_label(document, say("th", "form.signature"))
    return _saved(document)


def _heading(name: str) -> str:
    return by_name()["knowledge"].column(name).heading


def _document(foot: str, head: str = "") -> Any:
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
    page.footer.paragraphs[0].text = _clean(foot)
    if head:
        run = page.header.paragraphs[0].add_run(_clean(head))
        run.bold = run.font.cs_bold = True
    document.core_properties.title = say("th", "form.title")
    document.core_properties.author = ""
    return document


def _set_style(style: Any, points: int) -> None:
    """Thai letters have a font and a size of their own beside the Latin ones."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = FONT, Pt(points)
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        properties.rFonts.set(qn(f"w:{kind}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        properties.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    size = properties.find(qn("w:szCs"))
    if size is None:
        size = OxmlElement("w:szCs")
        properties.append(size)
    size.set(qn("w:val"), str(points * 2))


def _add_facts(document: Any, facts: dict[str, str]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, text in facts.items():
        head, value = table.add_row().cells
        head.width, value.width = Mm(45), Mm(115)
        run = head.paragraphs[0].add_run(_clean(label))
        run.bold = run.font.cs_bold = True
        value.paragraphs[0].add_run(_clean(text))


def _add_label(document: Any, text: str) -> None:
    document.add_heading(_clean(text), level=2)


def _clean(text: str) -> str:
    """The text without characters that no document can hold."""
    return _NOT_IN_XML.sub("", text)


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()
