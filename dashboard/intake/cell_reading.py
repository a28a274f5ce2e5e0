"""One cell by the kind of its column: what it means, or why it means nothing, and whether a value can be meant.

It must not know tables, rows or places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from dashboard import thai
from dashboard.intake.placing import as_texts
from dashboard.intake.tables import Outline
from dashboard.messages import catalogue
from dashboard.programme import MEASURES
from dashboard.registers import Choices, Column, Kind

EARLIEST_DAY = date(2015, 1, 1)
MOST = 10**15  # beyond it no number is meant
MOST_AMOUNT = 999_999_999  # of baht, people or things in one cell; a quantity times a price stays exact
Reader = Callable[[Any], Any]


def shown(cell: object) -> str | None:
    """A cell as a person sees it: whole numbers without a decimal point, dates as ISO; None when empty."""
    if cell is None or (isinstance(cell, float) and cell != cell) or cell is pd.NaT:
        return None
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def plain_cell(cell: Any) -> Any:
    """A numpy or pandas scalar as the Python value it stands for."""
    if isinstance(cell, np.datetime64 | pd.Timestamp):
        return pd.Timestamp(cell).to_pydatetime(warn=False)
    if isinstance(cell, np.bool_ | bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.item() if isinstance(cell, np.generic) else cell


def typed(kind: Kind, values: list[Any], codes: np.ndarray) -> pd.Series[Any]:
    """The values by their codes (-1 = missing) as a compact column of the kind's type."""
    match kind.sql_type:
        case "DATE":
            table = np.array([*values, None], dtype="datetime64[s]")
            return pd.Series(table[codes])
        case "DOUBLE":
            return pd.Series(np.array([*(np.nan if v is None else v for v in values), np.nan], dtype=float)[codes])
        case "INTEGER":
            return pd.Series(pd.array([*values, None], dtype="Int32")[codes])
        case "BOOLEAN":
            return pd.Series(pd.array([*values, None], dtype="boolean")[codes])
        case _:
            return as_texts(values, codes)


@cache
def reader_of(column: Column) -> Reader:
    """What turns a cell of the column into its value; it raises `thai.Unreadable`."""
    match column.kind:
        case Kind.TEXT:
            return partial(read_text, clean=thai.repair)
        case Kind.PROSE:
            return partial(read_text, clean=thai.repair_prose)
        case Kind.HOUSE_NO:
            return _house_no
        case Kind.PHONE:
            return _phone
        case Kind.CHOICE:
            return partial(_choice, spellings=spellings_of(column))
        case Kind.NUMBER | Kind.AMOUNT:
            return thai.read_number
        case Kind.WHOLE:
            return thai.read_whole
        case Kind.ROUND:
            return _round
        case Kind.DATE:
            return thai.read_date
        case Kind.MONTH:
            return thai.read_month
        case Kind.YES_NO:
            return thai.read_yes_no
        case Kind.FISCAL_YEAR:
            return thai.read_fiscal_year
        case Kind.OUTLINE:
            return _outline


def read_text(cell: object, clean: Callable[[str], str]) -> str | None:
    """A cell as cleaned text, None when it holds nothing or a lone dash."""
    text = clean(shown(cell) or "")
    return None if text in ("", "-", "–", "—") else text


def _house_no(cell: object) -> str | None:
    if isinstance(cell, date):
        raise thai.Unreadable("house_no_is_a_date")  # Excel made 12/3 into the twelfth of March
    text = read_text(cell, thai.repair)
    return text and re.sub(r"^(\d+)\.0+$", r"\1", thai.arabic_digits(text))  # a number cell saved as csv


def lost_zero(cell: object) -> bool:
    """Whether a number is a phone number whose leading 0 a spreadsheet took away."""
    return isinstance(cell, int | float) and cell == cell and 10**8 <= cell < 10**9 and float(cell).is_integer()


def _phone(cell: object) -> str | None:
    text = read_text(cell, thai.repair)
    return text and ("0" if lost_zero(cell) else "") + thai.arabic_digits(text)


def _round(cell: thai.Cell) -> int | None:
    text = read_text(cell, thai.repair)
    if text in ("ก่อน", "รอบก่อน"):
        return 0
    if isinstance(cell, str) and text:
        cell = text.removeprefix("รอบที่").removeprefix("ครั้งที่").removeprefix("รอบ").strip()
    return thai.read_whole(cell)


def _outline(cell: Outline | None) -> str | None:
    if cell is None:
        return None
    if cell.problem:
        raise thai.Unreadable(cell.problem)
    return cell.rings


def folded(text: str) -> str:
    """A text by which choices are compared: repaired, small, without spaces."""
    return "".join(thai.repair(text).lower().split())


def spellings_of(column: Column) -> dict[str, str]:
    """Every way to write a choice, folded → the value that is stored."""
    choices: Choices = column.choices
    if column.name == "measure":
        words = [catalogue(language) for language in ("th", "en")]
        keys = ("name", "also")  # a measure may have been called otherwise before
        choices = tuple(
            (m.id, tuple(w[key] for w in words for k in keys if (key := f"measure.{m.id}.{k}") in w)) for m in MEASURES
        )
    return {folded(s): value for value, spellings in choices for s in (value, *spellings)}


def _choice(cell: object, spellings: dict[str, str]) -> str | None:
    text = read_text(cell, thai.repair)
    if text is None:
        return None
    try:
        return spellings[folded(text)]
    except KeyError:
        raise thai.Unreadable("unknown_choice") from None


def out_of_bounds(column: Column, value: Any, today: date) -> tuple[str, dict[str, str]] | None:
    """The code and facts of what is wrong with a readable value, or None."""
    if value is None:
        return None
    if column.kind is Kind.DATE:
        latest = latest_day(today)
        if not EARLIEST_DAY <= value <= latest:
            return "date_out_of_range", {"earliest": EARLIEST_DAY.isoformat(), "latest": latest.isoformat()}
    elif column.kind is Kind.AMOUNT and value < 0:
        return "negative", {}
    elif column.kind is Kind.AMOUNT and value > (most := column.highest or MOST_AMOUNT):
        return "too_large", {"highest": f"{most:,.0f}"}
    elif column.kind is Kind.NUMBER and abs(value) > MOST:
        return "too_large", {"highest": f"{MOST:,.0f}"}
    elif column.kind in (Kind.WHOLE, Kind.ROUND, Kind.NUMBER) and not (
        (column.lowest is None or value >= column.lowest) and (column.highest is None or value <= column.highest)
    ):
        return "out_of_range", {"lowest": _bound(column.lowest), "highest": _bound(column.highest)}
    return None


def _bound(value: float | None) -> str:
    return "…" if value is None else f"{value:g}"


def latest_day(day: date) -> date:
    """The last day that is accepted: two years after today."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 2, day=28)
