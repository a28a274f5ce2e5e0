"""What leaves the dashboard as a file: CSV that Excel opens right, and XLSX with a sheet that says what it
is.

Cells that a spreadsheet would run as a formula are written as text. Streamlit only draws the buttons.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard.thai import Language
from dashboard.ui import data
from dashboard.ui.later import as_now
from dashboard.ui.leaving import noted, noting
from dashboard.ui.picture_file import draw_picture_button, take_block
from dashboard.ui.words import language, t

Rows = Sequence[Mapping[str, object]]
# Excel's own Buddhist calendar with Thai months and Arabic digits; the common era in English
_CALENDAR: dict[Language, str] = {"th": "[$-107041E]", "en": "[$-809]"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return float(value) if isinstance(value, Decimal) else value


def _filled(headings: Mapping[str, str], rows: Rows) -> Mapping[str, str]:
    return {key: heading for key, heading in headings.items() if any(row[key] not in (None, "") for row in rows)}


def csv_bytes(headings: Mapping[str, str], rows: Rows) -> bytes:
    """A CSV of the columns in `headings` (key → heading), UTF-8 with the mark that Excel needs."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_safe(heading) for heading in headings.values()])
    writer.writerows([_safe(row.get(key)) for key in headings] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    headings: Mapping[str, str],
    rows: Rows,
    about: Mapping[str, str],
    titles: tuple[str, str] = ("1", "2"),
    language: Language = "th",
) -> bytes:
    """A workbook: the rows as a table with filters, and a second sheet with what they are (`about`). Days are days,
    shown in the calendar of the language.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF2", "text_wrap": True, "valign": "top"})
        days = {
            kind: book.add_format({"num_format": f"{_CALENDAR[language]}{shape}", "align": "left"})
            for kind, shape in ((date, "d mmm yyyy"), (datetime, "d mmm yyyy hh:mm"))
        }
        sheet = book.add_worksheet(titles[0])
        for column, (key, heading) in enumerate(headings.items()):
            sheet.write_string(0, column, heading, head)
            longest = max([len(heading), *(len(str(row.get(key) or "")) for row in rows[:200])])
            sheet.set_column(column, column, min(max(longest + 2, 10), 48))
            for line, row in enumerate(rows, start=1):
                _write(sheet, line, column, row.get(key), days)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), max(len(headings) - 1, 0))
        notes = book.add_worksheet(titles[1])
        notes.set_column(0, 0, 28)
        notes.set_column(1, 1, 90)
        for line, (name, text) in enumerate(about.items()):
            notes.write_string(line, 0, name, head)
            notes.write_string(line, 1, text)
    return file.getvalue()


def _write(sheet: Any, line: int, column: int, value: object, days: Mapping[type[date], object]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, column, float(value))
    elif isinstance(value, date):  # a moment is a day, too
        sheet.write_datetime(line, column, value, days[type(value)])
    else:
        sheet.write_string(line, column, str(value))


def draw_downloads(
    name: str,
    headings: Mapping[str, str],
    rows: Rows,
    about: Mapping[str, str],
    *,
    key: str,
    chart: str = "",
    with_note: bool = True,
    only_filled: bool = False,
) -> None:
    """Two buttons, CSV and XLSX, and PNG for the block `chart` that shows charts (else for the block drawn last, when
    one of its parts is a chart); a file is only made when it is asked for.

    `headings` are the columns (key → heading), with `only_filled` without those in which nothing stands; `rows` that
    cost something are made `Later`; `about` is what they are (see `about.about`); `with_note` takes the note beside the
    block's heading into the picture.
    """
    block = take_block()
    if chart or block:
        write_down = noting("export.picture", f"{name}.png")
        draw_picture_button(name, about, write_down, block=chart or block, with_note=with_note)

    def columns() -> Mapping[str, str]:
        return _filled(headings, rows) if only_filled else headings

    titles, spoken = (t("download.sheet_rows"), t("download.sheet_about")), language()
    kinds: dict[str, tuple[Callable[[], bytes], str]] = {
        "csv": (lambda: csv_bytes(columns(), rows), "text/csv"),
        "xlsx": (
            lambda: xlsx_bytes(columns(), rows, about, titles, spoken),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    }
    for kind, (make, mime) in kinds.items():
        st.download_button(
            t(f"download.{kind}"),
            noted(as_now(make), "export.table", f"{name}.{kind}", len(rows)),
            f"{name}.{kind}",
            mime,
            key=f"{key}_{kind}",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
    data.begin_asking()  # what follows belongs to the next block
