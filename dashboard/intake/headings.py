"""What a heading means: the spellings of every register, folded so that only letters and digits count.

It must not know where a heading stands or what is below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Final

from dashboard.messages import LANGUAGES, say
from dashboard.registers import (
    ADDRESS,
    ADDRESS_HEADINGS,
    NEVER_STORED,
    PLACE_CODES,
    PLACE_NAMES,
    REGISTERS,
    ROW_NUMBER_HEADINGS,
    Place,
    Register,
)
from dashboard.thai import repair

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|（[^（）]*）")
_PARTS = re.compile(r"[\n/|]+")
_TICKS: Final = ("✓", "✔", "☑", "√", "🗸", "✅")
_TICK_WORDS: Final = ("ทำเครื่องหมาย", "กาเครื่องหมาย", "เครื่องหมายถูก", "ขีดถูก", "ติ๊กถูก", "ติ๊ก")
_LONGEST: Final = 200  # characters; a longer text is prose, not a heading


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The letters and digits of a heading, small, in one spelling: what two equal headings have in common.

    Sara am counts as sara aa (NFKC takes it apart, the circle is left out), so that headings which lost
    the circle on their way out of a PDF are still known.
    """
    letters = []
    for ch in unicodedata.normalize("NFKC", repair(text)).casefold():
        category = unicodedata.category(ch)
        if category == "Nd":
            letters.append(str(unicodedata.digit(ch)))
        elif category[0] in "LM" and ch != "\u0e4d":
            letters.append(ch)
    # what was left out may have stood between a letter and a mark that make one
    return re.sub("า+", "า", unicodedata.normalize("NFKC", "".join(letters)).casefold())


@lru_cache(maxsize=50_000)
def meanings(text: str) -> Mapping[str, str]:
    """Register → the column this heading is in it; empty when no register knows it.

    Tried in this order: the whole text, the text without brackets, without words about ticking, and as
    several spellings of one column ("จังหวัด / Province").
    """
    if len(text) > _LONGEST:
        return {}
    bare = _BRACKETS.sub(" ", text)
    unticked = bare
    for word in _TICK_WORDS:
        unticked = unticked.replace(word, " ")
    attempts = [fold(t) for t in dict.fromkeys((text, bare, unticked))]
    parts = [fold(p) for p in _PARTS.split(text) if fold(p)]
    found = {}
    for register in REGISTERS:
        column = next((c for a in attempts if (c := _column(register, a))), None)
        if column is None and len(parts) > 1:
            same = {_column(register, p) for p in parts}
            column = same.pop() if len(same) == 1 else None
        if column is not None:
            found[register.name] = column
    return found


class Taught:
    """Headings that the office matched by hand: (register, folded heading) → its column, '' for one not to be used."""

    def __init__(self, matched: Mapping[tuple[str, str], str]) -> None:
        self._matched = dict(matched)

    def column(self, register: str, spellings: Iterable[str]) -> str | None:
        """What the office says of the first of these spellings that it knows; None when it knows none."""
        if not self._matched:
            return None
        return next(
            (self._matched[key] for text in spellings if (key := (register, fold(text))) in self._matched), None
        )


_NOTHING: Final = Taught({})
_TAUGHT: ContextVar[Taught] = ContextVar("taught")


def taught() -> Taught:
    """What the office taught, as far as the files that are being read are concerned."""
    return _TAUGHT.get(_NOTHING)


@contextmanager
def knowing(lessons: Taught) -> Iterator[None]:
    """Headings that are read inside are also known by what the office taught."""
    token = _TAUGHT.set(lessons)
    try:
        yield
    finally:
        _TAUGHT.reset(token)


def is_own(text: str) -> bool:
    """Whether a column is one that we wrote ourselves into a workbook that is to be corrected."""
    return fold(text) in _own()


@lru_cache(maxsize=50_000)
def is_never_stored(text: str) -> bool:
    """Whether the column below this heading holds citizen IDs, which are dropped before anything else."""
    folded = fold(text)
    return folded in _never_stored() or any(part in folded for part in _citizen_id_parts())


@lru_cache(maxsize=50_000)
def is_row_number(text: str) -> bool:
    """Whether the column below this heading only counts the rows."""
    return fold(text) in _row_numbers() or text.strip() == "#"


def is_ticked(text: str) -> bool:
    """Whether the heading asks to tick the cell or leave it blank."""
    repaired = repair(text)
    return any(t in repaired for t in _TICKS) or any(word in repaired for word in _TICK_WORDS)


def is_place(column: str) -> bool:
    """Whether a column is one that names a row's place."""
    return column in _place_columns()


@cache
def key_columns(register: Register) -> frozenset[str]:
    """The columns that tell which row a row is, every way to name its place included."""
    return frozenset(register.key) | {name for name, _ in _place_spellings(register)}


def n_missing(register: Register, columns: set[str]) -> tuple[int, int]:
    """How many of the things a register needs are not among the columns, and how many it needs; its place
    is one.
    """
    required = [c.name for c in register.columns if c.required]
    missing = sum(name not in columns for name in required)
    codes = PLACE_CODES[register.place].keys() & columns
    named = {
        Place.VILLAGE: PLACE_NAMES.keys() <= columns,
        Place.DISTRICT: "district" in columns,
        Place.VILLAGE_OR_DISTRICT: "district" in columns,
    }
    if register.place is Place.ANY:
        return missing, len(required)
    return missing + (not codes and not named[register.place]), len(required) + 1


@cache
def plain_spellings() -> frozenset[str]:
    """Every heading exactly as the registers list it: a quick look tells whether a row may be a heading."""
    listed = {heading for register in REGISTERS for _, heading in _spellings(register)}
    return frozenset(listed | set(ROW_NUMBER_HEADINGS) | set(NEVER_STORED))


@cache
def _vocabulary(register: Register) -> Mapping[str, str]:
    """Folded spelling → column; a spelling without its brackets gives way to one that is meant as it
    stands.
    """
    words: dict[str, str] = {}
    for name, heading in _spellings(register):
        words.setdefault(fold(heading), name)
    for name, heading in _spellings(register):
        words.setdefault(fold(_BRACKETS.sub(" ", heading)), name)
    words.pop("", None)
    return words


def _column(register: Register, folded: str) -> str | None:
    return _vocabulary(register).get(folded)


def _spellings(register: Register) -> Iterator[tuple[str, str]]:
    for column in register.columns:
        for heading in (*column.headings, column.name) if column.headings else ():
            yield column.name, heading
    yield from _place_spellings(register)


def _place_spellings(register: Register) -> Iterator[tuple[str, str]]:
    names = {"province", "district"} if register.place is Place.DISTRICT else PLACE_NAMES.keys()
    for name in PLACE_NAMES:
        if name in names:
            for heading in (*PLACE_NAMES[name], name):
                yield name, heading
    for name, headings in PLACE_CODES[register.place].items():
        for heading in (*headings, name):
            yield name, heading
    for heading in (*ADDRESS_HEADINGS, ADDRESS) if register.has_address else ():
        yield ADDRESS, heading


@cache
def _place_columns() -> frozenset[str]:
    return frozenset(PLACE_NAMES) | {name for codes in PLACE_CODES.values() for name in codes} | {ADDRESS}


@cache
def _own() -> frozenset[str]:
    return frozenset(fold(say(language, f"rejects.{key}")) for language in LANGUAGES for key in ("row", "reasons"))


@cache
def _never_stored() -> frozenset[str]:
    return frozenset(fold(heading) for heading in NEVER_STORED)


@cache
def _citizen_id_parts() -> tuple[str, ...]:
    parts = ("เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "บัตรประจำตัวประชาชน", "ปชช", "citizenid", "nationalid")
    return tuple(fold(part) for part in parts)


@cache
def _row_numbers() -> frozenset[str]:
    return frozenset(fold(heading) for heading in ROW_NUMBER_HEADINGS)
