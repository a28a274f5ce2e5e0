"""What several commands share: reading a day, a year or an area that a person typed, printing lines and JSON."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any

from dashboard.errors import UnreadableOption


def digits_of(text: str | None) -> str | None:
    """Thai digits are digits too."""
    return text and "".join(str(unicodedata.digit(c, c)) for c in text.strip())


def day_of(text: str | None, default: date, option: str = "--as-of") -> date:
    """The day that an option means, the default without it. Raises UnreadableOption."""
    if text is None:
        return default
    from dashboard.thai import Unreadable, read_date

    try:
        day = read_date(text)
    except Unreadable as error:
        raise UnreadableOption(option=option, value=text) from error
    if day is None:
        raise UnreadableOption(option=option, value=text)
    return day


def in_unit(value: float | None, unit: str, target: float | None = None) -> str:
    """A value as the unit of its measure wants it; a percentage below its target never shows as the target."""
    from dashboard.thai import format_number, format_percent

    return (
        format_percent(value, target=target) if unit == "percent" else format_number(value, 1 if unit == "ratio" else 0)
    )


def fiscal_year_in(text: str | None, default: int) -> int:
    """The Buddhist-era year that --fiscal-year means, the default without it. Raises UnreadableOption."""
    if text is None:
        return default
    from dashboard.thai import Unreadable, read_fiscal_year

    try:
        year = read_fiscal_year(text)
    except Unreadable as error:
        raise UnreadableOption(option="--fiscal-year", value=text) from error
    if year is None:
        raise UnreadableOption(option="--fiscal-year", value=text)
    return year


def print_json(answer: dict[str, Any]) -> None:
    """One object on one line; missing numbers are null."""
    print(json.dumps(answer, ensure_ascii=False))


def _width(text: str) -> int:
    """The columns a text takes: Thai vowels above and below, tone marks and the like take none."""
    return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)


def print_aligned(lines: list[tuple[str, ...]]) -> None:
    """Words to the left, figures to the right."""
    widths = [max(_width(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        cells = []
        for i, (text, width) in enumerate(zip(line, widths, strict=True)):
            space = " " * (width - _width(text))
            cells.append(text + space if i in (0, len(line) - 1) else space + text)
        print("  ".join(cells).rstrip())
