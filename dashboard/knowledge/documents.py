"""Knowledge records as a Word document in the order of the practitioners' form, and the form itself to fill in.

What is written here is read back by the intake as the same record: labels are the register's headings, set apart as a
table and as headings. Names of persons come in as they may be shown. It must not know where the document is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from dashboard.knowledge.finding import OPTIONAL, SECTIONS
from dashboard.messages import say
from dashboard.papers import clean, embolden, new_paper, paper_bytes
from dashboard.registers import ADDRESS_HEADINGS, PLACE_CODES, Place, by_name
from dashboard.thai import format_date

_LINES_TO_FILL = {"background": 5, "objectives": 3, "ingredients": 4, "equipment": 3, "process": 10, "cautions": 3}
_FEW_LINES = 3
_HINTS: Final = {"ingredients": "form.ingredients", "process": "form.process"}
_DOTS: Final = "." * 118
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
                document.add_paragraph(clean(line))
    return paper_bytes(document)


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
    return paper_bytes(document)


def _heading(name: str) -> str:
    return by_name()["knowledge"].column(name).heading


def _document(foot: str, head: str = "") -> Any:
    return new_paper(say("th", "form.title"), foot, head)


def _add_facts(document: Any, facts: dict[str, str]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, text in facts.items():
        head, value = table.add_row().cells
        head.width, value.width = Mm(45), Mm(115)
        embolden(head.paragraphs[0].add_run(clean(label)))
        value.paragraphs[0].add_run(clean(text))


def _add_label(document: Any, text: str) -> None:
    document.add_heading(clean(text), level=2)
