"""Thai text, digits, Buddhist-era dates and numbers: reading what people typed, writing what people read.

Pure functions over single cells, standard library only (the `kpi` command imports it). A reader returns the
value, `None` when the cell is missing, or raises `Unreadable`; it never guesses. It must not know registers,
places, messages or where a cell came from.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isfinite, isinf
from typing import Literal, TypeAlias

Cell: TypeAlias = str | int | float | datetime | date | None
Language: TypeAlias = Literal["th", "en"]
Digits: TypeAlias = Literal["arabic", "thai"]

THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NOTHING = "–"

_ERA = 543
_FIRST_BUDDHIST_YEAR = 2400
_MISSING = frozenset({"", "-", "–", "—"})
_LONGEST_VALUE = 80  # characters; longer texts are prose, not a number or a date


class Unreadable(ValueError):
    """A cell that holds something, but not what its column needs. `reason` is a short message code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# -- text

_INVISIBLE = dict.fromkeys((0x00, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_DOUBLED_SARA_AM = re.compile("\u0e33(?:\\s*\u0e32)+")


def repair(text: str) -> str:
    """One line of text in NFC, with damaged sara am, invisible characters and stray spaces put right.

    Letters that are lost are not guessed: "อ านาจ" stays as it is.
    """
    if not text.isprintable():  # nearly every text is as it should be, and each step takes longer than to see that
        text = text.translate(_INVISIBLE)
    text = unicodedata.normalize("NFC", text)
    if "\u0e4d" in text:
        text = _SPLIT_SARA_AM.sub("\\1\u0e33", text)
    if "\u0e33" in text:
        text = _DOUBLED_SARA_AM.sub("\u0e33", text)
    return " ".join(text.split())


def repair_prose(text: str) -> str:
    """Like `repair`, but lines stay lines; blank lines around the text are removed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(repair(line) for line in lines).strip("\n")


def arabic_digits(text: str) -> str:
    """The text with ๐-๙ written 0-9."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """The text with 0-9 written ๐-๙."""
    return text.translate(_TO_THAI)


# -- reading cells


def is_missing(cell: Cell) -> bool:
    """Whether a cell holds no value: nothing, spaces, a lone dash, or not-a-number."""
    if isinstance(cell, str):
        return repair(cell) in _MISSING
    return cell is None or bool(cell != cell)


def _written(cell: Cell) -> str:
    """A present cell as repaired text in Arabic digits; a whole number without its `.0`. Dates give ""."""
    if isinstance(cell, str):
        return arabic_digits(repair(cell))
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell) if isinstance(cell, int | float) else ""


# Patterns of values are compiled by `re` when first used: most commands never read a cell.
_NUMBER = r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]+))? ?(?:บาท|คน|%)?"


def read_number(cell: Cell) -> int | float | None:
    """A number, as int when it is whole. Raises Unreadable("not_a_number")."""
    if is_missing(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if isinstance(cell, float) and isinf(cell):
            raise Unreadable("not_a_number")
        return int(cell) if cell == int(cell) else cell
    text = _written(cell).replace("\u2212", "-")
    match = re.fullmatch(_NUMBER, text) if len(text) <= _LONGEST_VALUE else None
    if match is None or not (match[2] or match[3]):
        raise Unreadable("not_a_number")
    sign, whole, fraction = match[1], match[2].replace(",", "") or "0", match[3] or ""
    return float(f"{sign}{whole}.{fraction}") if fraction.strip("0") else int(sign + whole)


def read_whole(cell: Cell) -> int | None:
    """A number that must be whole. Raises Unreadable("not_a_number") or Unreadable("not_whole")."""
    number = read_number(cell)
    if isinstance(number, float):
        raise Unreadable("not_whole")
    return number


_MONTH_NUMBERS = {
    name.replace(".", ""): number
    for names in (THAI_MONTHS, THAI_MONTHS_SHORT)
    for number, name in enumerate(names, start=1)
}
_TIME = (
    r"(?:[T -] ?(?:เวลา ?)?(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"(?: ?[AaPp][Mm]| ?น\.?)?)?"
)
_MONTH_NAME = r"(?P<name>[ก-ฮเ][ก-ฮะ-์. ]*?)"
_ERA_AND_YEAR = r"(?P<era>(?:พ\. ?|พ)ศ\.?|(?:ค\. ?|ค)ศ\.?)? ?(?P<year>[0-9]{4}|[0-9]{2})"
_DATES = tuple(
    "(?:วันที่ ?)?" + pattern + _TIME
    for pattern in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2}) ?(?P<mark>[/-]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<day>[0-9]{1,2})[ /-]*(?:เดือน ?)?" + _MONTH_NAME + r"[ /-]*" + _ERA_AND_YEAR,
    )
)
_MONTHS = (
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})",
    r"(?P<month>[0-9]{1,2}) ?[/-] ?(?P<year>[0-9]{4})",
    r"(?:เดือน ?)?" + _MONTH_NAME + r"[ /-]*" + _ERA_AND_YEAR,
)


def _gregorian(year: int, month: int, day: int) -> date:
    try:
        return date(year - _ERA if year >= _FIRST_BUDDHIST_YEAR else year, month, day)
    except ValueError:
        raise Unreadable("no_such_day") from None


def _read_day(cell: Cell, patterns: tuple[str, ...], reason: str) -> date:
    """The day, or first of the month, of a present cell; two-digit years are always Buddhist era."""
    if isinstance(cell, date):
        return _gregorian(cell.year, cell.month, cell.day)
    text = _written(cell) if isinstance(cell, str) else ""
    matches = (re.fullmatch(pattern, text) for pattern in patterns if len(text) <= _LONGEST_VALUE)
    parts = next((match.groupdict() for match in matches if match), None)
    if parts is None:
        raise Unreadable(reason)
    name = (parts.get("name") or "").replace(".", "").replace(" ", "").replace("ำ", "า")
    month = _MONTH_NUMBERS.get(name) if name else int(parts["month"])
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2500
    era = parts.get("era")
    if month is None or (era and era.startswith("พ") != (year >= _FIRST_BUDDHIST_YEAR)):
        raise Unreadable(reason)
    return _gregorian(year, month, int(parts.get("day") or 1))


def read_date(cell: Cell) -> date | None:
    """The Gregorian day, a time of day left out.

    Raises Unreadable("not_a_date"), or Unreadable("no_such_day") for a day the calendar does not have.
    """
    return None if is_missing(cell) else _read_day(cell, _DATES, "not_a_date")


def read_month(cell: Cell) -> date | None:
    """The first day of a month. Raises Unreadable("not_a_month")."""
    if is_missing(cell):
        return None
    try:
        return _read_day(cell, _MONTHS, "not_a_month").replace(day=1)
    except Unreadable:
        raise Unreadable("not_a_month") from None


_YES_NO = {
    **dict.fromkeys(("ใช่", "มี", "y", "yes", "true", "1", "1.0", "✓", "✔", "☑", "√", "/"), True),
    **dict.fromkeys(("ไม่ใช่", "ไม่มี", "n", "no", "false", "0", "0.0"), False),
}


def read_yes_no(cell: Cell) -> bool | None:
    """Yes or no; a tick is yes. `None` when blank: the caller knows which columns are ticked.

    Raises Unreadable("not_yes_no").
    """
    if is_missing(cell):
        return None
    # U+FE0F only asks for the colour picture of a tick
    answer = _YES_NO.get(_written(cell).replace(" ", "").replace("\ufe0f", "").casefold())
    if answer is None:
        raise Unreadable("not_yes_no")
    return answer


_FISCAL_YEAR = r"(?:ปีงบประมาณ|ปี)? ?(?:(?:พ\. ?|พ)ศ\.?)? ?([0-9]{4}|[0-9]{2})(?:\.0)?"


def read_fiscal_year(cell: Cell) -> int | None:
    """A Buddhist-era year, 2500 to 2599. Raises Unreadable("not_a_fiscal_year")."""
    if is_missing(cell):
        return None
    match = re.fullmatch(_FISCAL_YEAR, _written(cell))
    if match is None:
        raise Unreadable("not_a_fiscal_year")
    year = int(match[1])
    if len(match[1]) == 2:
        year += 2500
    elif year < _FIRST_BUDDHIST_YEAR:
        year += _ERA
    if not 2500 <= year <= 2599:
        raise Unreadable("not_a_fiscal_year")
    return year


# -- writing for people


def be_year(day: date) -> int:
    """The Buddhist-era calendar year of a day."""
    return day.year + _ERA


def _in_digits(text: str, digits: Digits) -> str:
    return thai_digits(text) if digits == "thai" else text


def format_month(day: date | None, language: Language = "th", *, digits: Digits = "arabic", short: bool = True) -> str:
    """The month of a day: "ต.ค. 2568" or "Oct 2025"; long: "ตุลาคม 2568" or "October 2025"."""
    if day is None:
        return NOTHING
    if language == "en":
        name = ENGLISH_MONTHS[day.month - 1]
        return _in_digits(f"{name[:3] if short else name} {day.year}", digits)
    name = (THAI_MONTHS_SHORT if short else THAI_MONTHS)[day.month - 1]
    return _in_digits(f"{name} {be_year(day)}", digits)


def format_date(day: date | None, language: Language = "th", *, digits: Digits = "arabic", short: bool = True) -> str:
    """A day: "31 พ.ค. 2560" or "31 May 2017"; long has the month's whole name."""
    if day is None:
        return NOTHING
    return f"{_in_digits(str(day.day), digits)} {format_month(day, language, digits=digits, short=short)}"


@lru_cache(maxsize=4096, typed=True)  # a page shows many numbers, and the same ones again
def format_number(value: float | Decimal | None, decimals: int = 0, digits: Digits = "arabic") -> str:
    """A number with thousands separators, halves rounded away from zero, a true minus; "–" when there is none."""
    if value is None or not isfinite(value):
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _in_digits(f"{rounded or abs(rounded):,}".replace("-", "−"), digits)  # abs: no "-0"


@lru_cache(maxsize=4096, typed=True)
def format_percent(
    value: float | Decimal | None, digits: Digits = "arabic", *, target: float | Decimal | None = None
) -> str:
    """A percentage (85.0 is "85%") with at most one decimal; what is below 100 or its target never shows as that."""
    if value is None or not isfinite(value):
        return NOTHING
    exact = Decimal(str(value))
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if any(border is not None and exact < Decimal(str(border)) <= shown for border in (100, target)):
        shown = exact.quantize(Decimal("0.1"), ROUND_FLOOR)
    text = format_number(shown, 1).removesuffix(".0")
    return _in_digits(f"{text}%", digits)


# -- cutting and sorting

_LEADING_VOWELS = frozenset("เแโใไ")
_TRAILING_VOWELS = frozenset("ะาำๅ")


def graphemes(text: str) -> list[str]:
    """The text in pieces that may stand alone: a consonant with its vowels and marks, or one character."""
    pieces: list[str] = []
    for character in text:
        joins = character in _TRAILING_VOWELS or unicodedata.category(character).startswith("M")
        waits = pieces and pieces[-1] in _LEADING_VOWELS and unicodedata.category(character) == "Lo"
        if pieces and (joins or waits):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def cut(text: str, n: int) -> str:
    """The text in at most `n` graphemes, the last of them "…" when something was cut off."""
    pieces = graphemes(text)
    return text if len(pieces) <= n else "".join([*pieces[: n - 1], "…"][:n])


_SWAPPED_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_SECONDARY = {mark: chr(rank) for rank, mark in enumerate("๎์็่้๊๋", start=2)}
# Between the last consonant and the first vowel (as in CLDR): U+0E2F itself, ฯ, is ignored in sorting.
_AFTER_CONSONANTS = "\u0e2f"
# ฺ counts as the last vowel, ๅ as า; Latin letters come after Thai.
_PRIMARY = str.maketrans({"ฺ": "\u0e45", "ๅ": "า", "ํ": _AFTER_CONSONANTS})
_AFTER_THAI = "\u0eff"


@lru_cache(maxsize=1 << 14)
def sort_key(name: str) -> tuple[str, str, str]:
    """A key in the order of the Royal Institute's dictionary, as in Unicode CLDR (`collate th`).

    A leading vowel counts after its consonant; tone marks, ์ and ็ only decide between equal letters, and
    spaces and punctuation never do.
    """
    text = arabic_digits(unicodedata.normalize("NFC", name)).casefold().replace("ำ", "าํ")
    primary, secondary = [], []
    for character in _SWAPPED_VOWEL.sub(r"\2\1", text):
        if character in _SECONDARY:
            secondary.append(_SECONDARY[character])
        elif character not in "ๆฯ" and (character.isalnum() or unicodedata.category(character) == "Mn"):
            letter = character.translate(_PRIMARY)
            primary.append(_AFTER_THAI + letter if letter.isalpha() and letter.isascii() else letter)
            secondary.append("\x01")
    capitals = "".join(filter(str.isalnum, name)).swapcase()  # small letters first, only between equals
    return "".join(primary), "".join(secondary), capitals
