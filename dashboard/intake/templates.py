"""Empty registers to fill in: headings, choices to pick from, notes and an example row that is never read as data.

It must not know where they are saved.
"""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from dashboard.errors import UnknownRegister
from dashboard.messages import say
from dashboard.programme import MEASURES
from dashboard.registers import EXAMPLE_ROW, PLACE_CODES, PLACE_NAMES, Column, Kind, Place, Register, by_name

_EXAMPLES = {
    "village_code": "39040107",
    "place_code": "39040107",
    "district_code": "3904",
    "area_code": "3904",
    "province": "หนองบัวลำภู",
    "district": "ศรีบุญเรือง",
    "subdistrict": "ศรีบุญเรือง",
    "moo": "7",
    "fiscal_year": "2569",
    "year": "2568",
    "house_no": "12/3",
    "measure": "ครัวเรือนที่ประกอบสัมมาชีพ",
    "latitude": "16.97",
    "longitude": "102.28",
}
_BY_KIND = {
    Kind.TEXT: "ข้อความ",
    Kind.PROSE: "ข้อความ",
    Kind.PHONE: "0000000000",
    Kind.NUMBER: "85",
    Kind.AMOUNT: "1,200",
    Kind.DATE: "4/11/2568",
    Kind.MONTH: "ต.ค. 2568",
    Kind.YES_NO: "ใช่",
    Kind.WHOLE: "1",
    Kind.ROUND: "0",
    Kind.FISCAL_YEAR: "2569",
}
_ROWS_WITH_CHOICES = 2000


def template(name: str, language: str = "th") -> bytes:
    """The empty register `name` as an xlsx; UnknownRegister when there is none."""
    register = by_name().get(name)
    if register is None:
        raise UnknownRegister(register=name, known=", ".join(by_name()))
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, notes = (
            book.add_worksheet(_title(register)[:31]),
            book.add_worksheet(say(language, "template.notes")),
        )
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#e8eef2", "valign": "top"})
        must = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#cfe0ea", "valign": "top"})
        grey = book.add_format({"italic": True, "font_color": "#777777"})
        text = book.add_format({"num_format": "@"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_string(0, 0, _title(register), book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, "ลำดับที่", bold)
        sheet.write_string(2, 0, EXAMPLE_ROW, grey)
        sheet.freeze_panes(2, 0)
        for c, heading in enumerate(notes_headings(language)):
            notes.write_string(0, c, heading, bold)
            notes.set_column(c, c, (34, 12, 60, 50)[c], wrap)
        for i, (column, required, headings, accepted, example) in enumerate(_lines(register, language), start=1):
            sheet.write_string(1, i, headings[0], must if required else bold)
            sheet.write_string(2, i, example, grey)
            sheet.set_column(i, i, max(14, len(headings[0]) + 2), text)
            if column is not None and column.choices:
                picks = [spellings[0] for _, spellings in column.choices]
                sheet.data_validation(
                    3,
                    i,
                    _ROWS_WITH_CHOICES,
                    i,
                    {"validate": "list", "source": picks, "error_type": "warning"},
                )
            notes.write_string(i, 0, headings[0])
            notes.write_string(i, 1, say(language, "template.yes" if required else "template.no"))
            notes.write_string(i, 2, accepted)
            notes.write_string(i, 3, ", ".join(headings[1:]))
        last = i + 2
        for n, key in enumerate(("place", "dates", "missing", "example", "no_citizen_id")):
            notes.write_string(last + n, 0, say(language, f"template.note_{key}", example=EXAMPLE_ROW), wrap)
    return out.getvalue()


def notes_headings(language: str) -> list[str]:
    """The first row of a template's sheet of explanations, by which that sheet is known when it comes back."""
    return [say(language, f"template.{key}") for key in ("heading", "required", "accepted", "spellings")]


def _title(register: Register) -> str:
    return say("th", f"register.{register.name}")


def _lines(register: Register, language: str) -> list[tuple[Column | None, bool, tuple[str, ...], str, str]]:
    """Column (None for places), required, headings, what is accepted, example: one line per column of the sheet."""
    codes = PLACE_CODES[register.place]
    code = register.place.value if register.place.value in codes else next(iter(codes))
    names = ("province", "district") if register.place is Place.DISTRICT else tuple(PLACE_NAMES)
    needed = register.place is not Place.ANY
    lines: list[tuple[Column | None, bool, tuple[str, ...], str, str]] = [
        (None, needed, codes[code], say(language, "accepted.place_code"), _EXAMPLES[code])
    ]
    lines += [(None, False, PLACE_NAMES[n], say(language, "accepted.place_name"), _EXAMPLES[n]) for n in names]
    for column in register.columns:
        if column.headings:
            accepted = say(language, f"accepted.{column.kind.value}")
            picks = [s[0] for _, s in column.choices]
            if column.name == "measure":
                picks = [say("th", f"measure.{m.id}.name") for m in MEASURES]
            if picks:
                accepted = " · ".join(picks)
            example = _EXAMPLES.get(column.name) or (picks[0] if picks else _BY_KIND[column.kind])
            lines.append((column, column.required, column.headings, accepted, example))
    return lines
