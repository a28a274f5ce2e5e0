"""What a person most likely meant by a cell that cannot be read: dates, numbers, choices, years, house numbers.

Each guess is a value to offer, never one to take: the caller proves that it would be accepted, and a person decides. It
must not know rows, places or the store.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches

from dashboard.thai import THAI_MONTHS, THAI_MONTHS_SHORT, Unreadable, arabic_digits, read_date, read_number, repair

Guess = tuple[object, str]  # the value, and the code of what was put right

_ERA = 543
_DIGITS = str.maketrans("OoQDlI|", "0000111")
_UNITS = re.compile(r"(?:ประมาณ|ราว|บาท|บ\.|คน|ราย|ครัวเรือน|หลังคาเรือน|ชิ้น|หน่วย|baht|thb|฿|~|≈|=|\.-|,-|/-)", re.I)
_WORDS = re.compile("[ก-ฮเ-ไ][ก-๎.]*")
_YES = ("ใช้", "ไช่", "เป็น", "ครบ", "ผ่าน", "ได้", "ร่วม", "v", "ok", "ถูก", "ชาย่")
_NO = ("ไม่ใช้", "ไม่ไช่", "ไม่", "ไม่เป็น", "ไม่ครบ", "ไม่ผ่าน", "ไม่ได้", "ไม่ร่วม", "x", "×", "✗", "✘", "ผิด")
_CLOSE = 0.6
_CLOSE_SHORT = 0.75  # words of few letters: “not sure” must not become “no”


def likely_dates(cell: object, earliest: date, latest: date) -> Iterator[Guess]:
    """Days between the bounds that a cell may mean, the likeliest first."""
    seen: set[date] = set()
    for day, why in _dates(cell, latest):
        if earliest <= day <= latest and day not in seen:
            seen.add(day)
            yield day, why


def _dates(cell: object, latest: date) -> Iterator[tuple[date, str]]:
    if isinstance(cell, date):
        yield from _other_eras(cell.year, cell.month, cell.day)
        return
    text = arabic_digits(repair(str(cell or ""))).translate(_DIGITS)
    if not text or len(text) > 40:
        return
    if (day := _read(text)) is not None:
        yield day, "date"
        yield from _other_eras(day.year, day.month, day.day)
        return
    if re.fullmatch(r"[0-9]{8}", text):
        for parts in ((text[:2], text[2:4], text[4:]), (text[6:], text[4:6], text[:4])):
            yield from _of_parts(int(parts[0]), int(parts[1]), int(parts[2]), latest)
    named = _with_month(text)
    if named and (day := _read(named)) is not None:
        yield day, "month"
    numbers = [int(n) for n in re.findall("[0-9]+", text)]
    if len(numbers) == 3 and not _WORDS.search(text):
        first, month, last = numbers
        yield from _of_parts(last, month, first, latest) if first > 31 else _of_parts(first, month, last, latest)
    elif len(numbers) == 2 and named:
        yield from _of_parts(numbers[0], _MONTHS[named.split(" ")[1]], numbers[1], latest)


def _read(text: str) -> date | None:
    try:
        return read_date(text)
    except Unreadable:
        return None


_MONTHS = {name: n for names in (THAI_MONTHS, THAI_MONTHS_SHORT) for n, name in enumerate(names, start=1)}
_BARE_MONTHS = {name.replace(".", ""): name for name in _MONTHS}


def _with_month(text: str) -> str:
    """The text with the name of its month as it is commonly written; '' when nothing looks like one."""
    for word in _WORDS.findall(text):
        bare = word.replace(".", "")
        found = get_close_matches(bare, _BARE_MONTHS, n=1, cutoff=_CLOSE)
        if found:
            numbers = re.findall("[0-9]+", text)
            return f"{numbers[0]} {_BARE_MONTHS[found[0]]} {numbers[1]}" if len(numbers) == 2 else ""
    return ""


def _of_parts(day: int, month: int, year: int, latest: date) -> Iterator[tuple[date, str]]:
    for likely, why in _years(year, latest):
        if 1 <= month <= 12 and 1 <= day <= 31:
            last = monthrange(likely, month)[1]
            if day > last:
                yield date(likely, month, last), "last_day"
            else:
                yield date(likely, month, day), why
        elif 1 <= day <= 12 and 1 <= month <= 31 and month <= monthrange(likely, day)[1]:
            yield date(likely, day, month), "day_and_month"


def _years(year: int, latest: date) -> Iterator[tuple[int, str]]:
    """Gregorian years that a written one may mean."""
    text = str(year)
    if 2400 <= year <= 2700:
        yield year - _ERA, "date"
    elif 1900 <= year <= 2100:
        yield year, "date"
    elif year < 100:
        yield 2500 + year - _ERA, "date"
    swapped = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)]
    dropped = [text[:i] + digit + text[i:] for i in range(4) for digit in "256"] if len(text) == 3 else []
    doubled = [text[:i] + text[i + 1 :] for i in range(5)] if len(text) == 5 else []
    typed = ["25" + text[2:]] if len(text) == 4 else []
    near = latest.year - 2 + _ERA
    likely = {int(t) for t in (*swapped, *dropped, *doubled, *typed) if t.isdigit() and 2558 <= int(t) <= near + 2}
    for candidate in sorted(likely, key=lambda y: (abs(y - near), y)):
        yield candidate - _ERA, "year"


def _other_eras(year: int, month: int, day: int) -> Iterator[tuple[date, str]]:
    """The same day where a year went through the eras once too often, or two digits were taken for another century."""
    for other in (year + _ERA, year - _ERA, year - 2 * _ERA, 2500 + year % 100 - _ERA, 2000 + year % 100):
        if other != year and 1 <= other <= 9999 and day <= monthrange(other, month)[1]:
            yield date(other, month, day), "era"
    if day <= 12:
        yield from ((d, "day_and_month") for d in [date(year, day, month)] if month != day and year > 2000)


def likely_in_order(later: date, earlier: date, today: date) -> Iterator[Guess]:
    """Days up to today for the later one of two dates that came out before the earlier: a year behind, day and month
    swapped.
    """
    if later.day <= 12 and earlier <= (swapped := date(later.year, later.day, later.month)) <= today:
        yield swapped, "day_and_month"
    if later.day <= monthrange(later.year + 1, later.month)[1]:
        shifted = later.replace(year=later.year + 1)
        if earlier <= shifted <= today:
            yield shifted, "year"


def likely_numbers(cell: object) -> Iterator[Guess]:
    """The number in a text that has units, stray letters or marks beside its digits."""
    text = arabic_digits(repair(str(cell or "")))
    bare = _UNITS.sub("", text).strip()
    for attempt in (bare, bare.translate(_DIGITS), bare.translate(_DIGITS).replace(" ", ""), _without_marks(bare)):
        try:
            found = read_number(attempt)
        except Unreadable:
            continue
        if found is not None:
            yield found, "number"
            return


def _without_marks(text: str) -> str:
    """Digits whose commas stand in odd places: 1,23,456 and 52,31."""
    marked = text.translate(_DIGITS).replace(" ", "")
    return marked.replace(",", "") if re.fullmatch(r"[0-9][0-9,]*(?:\.[0-9]{1,2})?", marked) else ""


def likely_choices(folded: str, spellings: Mapping[str, str], shown: Mapping[str, str]) -> Iterator[Guess]:
    """The choices written most alike: `spellings` folded text → value, `shown` value → the word to put there."""
    inside = [value for spelling, value in spellings.items() if len(spelling) > 3 and spelling in folded]
    alike = [spellings[s] for s in get_close_matches(folded, list(spellings), n=5, cutoff=_CLOSE)]
    for value in list(dict.fromkeys([*alike, *inside]))[:3]:
        yield shown[value], "choice"


def likely_yes_no(cell: object) -> Iterator[Guess]:
    """Yes or no in other words than the ones that are read."""
    text = repair(str(cell or "")).replace(" ", "").casefold()
    if text in _YES or text in _NO:
        yield ("ใช่" if text in _YES else "ไม่ใช่"), "choice"
        return
    for word in get_close_matches(text, ("ใช่", "ไม่ใช่", "มี", "ไม่มี"), n=1, cutoff=_CLOSE_SHORT):
        yield word, "choice"


def likely_fiscal_years(cell: object, latest: date) -> Iterator[Guess]:
    """Years of the Buddhist era in a text: with words around them, letters for digits, or two digits swapped."""
    text = arabic_digits(repair(str(cell or ""))).translate(_DIGITS)
    for digits in re.findall(r"[0-9]{2,5}", text):
        for year, _ in _years(int(digits), latest):
            if 2015 <= year <= latest.year:
                yield year + _ERA, "year"


def likely_digits(cell: object, most: int) -> Iterator[Guess]:
    """The digits of a text as one number of at most so many: a code with spaces and letters, หมู่ 7 บ้านโนน."""
    text = arabic_digits(repair(str(cell or "")))
    for attempt in (text, text.translate(_DIGITS)):
        found = re.findall("[0-9]+", attempt if most < 4 else re.sub(r"[\s.,'\-_/]", "", attempt))
        fitting = [digits for digits in found if len(digits) <= most]
        if len(fitting) == 1 and (most < 4 or len(fitting[0]) == most):
            yield fitting[0], "number"
            return


def house_as_typed(cell: object) -> Iterator[Guess]:
    """A house number that a spreadsheet took for a date: 12/3 became the twelfth of March."""
    if isinstance(cell, datetime | date):
        yield f"{cell.day}/{cell.month}", "house"


def nearest_houses(house: str, houses: Iterable[str]) -> Sequence[str]:
    """House numbers written most alike, marks between the digits left out of it; at most three."""
    known: dict[str, str] = {}
    for other in houses:
        known.setdefault(re.sub(r"[^0-9ก-๎a-z]+", "/", other.casefold()).strip("/"), other)
    form = re.sub(r"[^0-9ก-๎a-z]+", "/", house.casefold()).strip("/")
    if form in known:
        return (known[form],)
    return tuple(known[found] for found in get_close_matches(form, list(known), n=3, cutoff=0.65))
