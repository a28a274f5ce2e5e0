"""The workbook that procurement needs: the gathered list with totals, the same by village, and what it is.

Totals are formulas, so that a changed quantity or a filter counts anew; each carries its value. Texts are written as
texts: none is run as a formula. No session is needed: it may be made on another thread.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Rows = Sequence[Mapping[str, object]]
_VISIBLE_SUM = 109  # SUBTOTAL over the rows that a filter leaves


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, columns (key → heading), rows, and the columns that are summed below them."""

    name: str
    headings: Mapping[str, str]
    rows: Rows
    totals: tuple[str, ...] = ()
    total_word: str = ""


def workbook_bytes(sheets: Sequence[Sheet], about: Mapping[str, str], about_name: str) -> bytes:
    """An XLSX with the sheets in their order and, last, what they are (name → text)."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        looks = _looks(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, looks)
        notes = book.add_worksheet(about_name)
        notes.set_column(0, 0, 28)
        notes.set_column(1, 1, 90, looks["wrap"])
        for line, (name, text) in enumerate(about.items()):
            notes.write_string(line, 0, name, looks["head"])
            notes.write_string(line, 1, text, looks["wrap"])
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#C9D3D9"}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF2", "text_wrap": True, "valign": "top", **edge}),
        "text": book.add_format({"valign": "top", **edge}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.##", "valign": "top", **edge}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top", **edge}),
        "money": book.add_format({"num_format": "#,##0.00", "valign": "top", **edge}),
        "total": book.add_format({"bold": True, "num_format": "#,##0.00", "bg_color": "#F3F6F8", "top": 2}),
        "total_text": book.add_format({"bold": True, "bg_color": "#F3F6F8", "top": 2}),
    }


def _write(page: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    last = len(sheet.rows)
    for column, (key, heading) in enumerate(sheet.headings.items()):
        page.write_string(0, column, heading, looks["head"])
        longest = max([10, *(len(str(row.get(key) or "")) for row in sheet.rows[:300])])
        page.set_column(column, column, min(max(longest + 2, len(heading) * 0.6), 44))
        for line, row in enumerate(sheet.rows, start=1):
            _write_cell(page, line, column, key, row.get(key), looks)
        if not last:
            continue
        if key in sheet.totals:
            page.write_formula(
                last + 1, column, _sum_of(column, last), looks["total"],
                float(sum(_number(row.get(key)) for row in sheet.rows)),
            )  # fmt: skip
        else:
            page.write_string(last + 1, column, sheet.total_word if column == 0 else "", looks["total_text"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(last, 1), max(len(sheet.headings) - 1, 0))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _sum_of(column: int, last: int) -> str:
    from xlsxwriter.utility import xl_range

    return f"=SUBTOTAL({_VISIBLE_SUM},{xl_range(1, column, last, column)})"


def _number(value: object) -> Decimal:
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else Decimal(0)


def _write_cell(page: Any, line: int, column: int, key: str, value: object, looks: Mapping[str, Any]) -> None:
    if value is None or value == "":
        page.write_blank(line, column, None, looks["text"])
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        text = value.isoformat() if isinstance(value, date) else str(value)
        page.write_string(line, column, text, looks["text"])
    else:
        look = "money" if key.endswith("_baht") else "whole" if float(value).is_integer() else "number"
        page.write_number(line, column, float(value), looks[look])
