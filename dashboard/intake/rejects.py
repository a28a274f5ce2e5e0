"""The refused rows of a batch as a workbook that can be corrected and dropped in again.

One sheet per sheet they came from: the office's own headings and cells, the bad cells marked with a comment, and the
reasons in a last column. It must not know how rows are checked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO

from dashboard.messages import say
from dashboard.store.history import Refused
from dashboard.thai import format_date

_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WITH_CANDIDATES = ("place_unknown",)  # is said in other words where nothing is near
_BUDDHIST = 2400  # a year from here on is of the Buddhist era already
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
Reason = tuple[str, str | None, str, Mapping[str, str]]


def reason_in_words(reason: Reason, language: str) -> str:
    """One stored reason as a sentence."""
    column, value, code, facts = reason
    told = {"value": value or "", **facts}
    alone = "_alone" if code in _WITH_CANDIDATES and not facts.get("candidates") else ""
    words = {name: _as_read(text, language) for name, text in told.items()}
    return say(language, f"reject.{code}{alone}", **{"column": column, **words})


def _as_read(text: str, language: str) -> str:
    """A day in the reader's calendar, any other text as it is."""
    try:
        day = date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return text
    return format_date(day, "en" if language == "en" else "th") if day and day.year < _BUDDHIST else text


def write_rejects(rows: Iterable[Refused], language: str) -> bytes:
    """The workbook as bytes."""
    sheets: dict[tuple[str, str, str], list[Refused]] = defaultdict(list)
    for row in rows:
        sheets[row.file, row.sheet, row.register].append(row)
    out = BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e8eef2", "text_wrap": True, "valign": "top", "border": 1})
        bad = book.add_format({"bg_color": "#fbe3dc", "border": 1})
        wide = book.add_format({"text_wrap": True, "font_color": "#b3361c"})
        used: set[str] = set()
        for (file, sheet, register), refused in sheets.items():
            page = book.add_worksheet(_sheet_name(sheet or file, used))
            headings = list(dict.fromkeys(h for r in refused for h in r.cells))
            where, why = say(language, "rejects.row"), say(language, "rejects.reasons")
            page.write_string(
                0,
                0,
                say(language, "rejects.title", register=say(language, f"register.{register}"), file=file),
            )
            for c, heading in enumerate([*headings, where, why]):
                page.write_string(1, c, heading, head)
            page.freeze_panes(2, 0)
            page.set_column(0, len(headings), 18)
            page.set_column(len(headings) + 1, len(headings) + 1, 70)
            for i, r in enumerate(refused, start=2):
                marked: dict[str, list[str]] = defaultdict(list)
                for reason in r.reasons:
                    marked[reason[0]].append(reason_in_words(reason, language))
                for c, heading in enumerate(headings):
                    page.write_string(i, c, r.cells.get(heading) or "", bad if heading in marked else None)
                    if heading in marked:
                        page.write_comment(i, c, "\n".join(marked[heading]))
                page.write_number(i, len(headings), r.row)
                page.write_string(i, len(headings) + 1, "\n".join(m for ms in marked.values() for m in ms), wide)
        if not sheets:
            book.add_worksheet(say(language, "rejects.none"))
    return out.getvalue()


def _sheet_name(wanted: str, used: set[str]) -> str:
    """A sheet name Excel accepts: 31 characters, no special ones, not used yet."""
    base = wanted.translate(_NOT_IN_NAMES)[:28] or "-"
    name, n = base, 2
    while name.lower() in used:
        name, n = f"{base}~{n}", n + 1
    used.add(name.lower())
    return name
