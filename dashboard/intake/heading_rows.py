"""Where the headings are: one to three rows, merged or not, that name enough columns of one register.

Tables side by side are told apart by the blank columns between them. It must not know what becomes of the
rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.intake.heading_lines import Merged, counts_columns, hangs_together, has_value, is_blank, texts_over
from dashboard.intake.headings import (
    Taught,
    fold,
    is_never_stored,
    is_place,
    is_row_number,
    is_ticked,
    meanings,
    n_missing,
    plain_spellings,
    taught,
)
from dashboard.intake.tables import Row
from dashboard.registers import REGISTERS, Register

MOST_LINES = 3
_ENOUGH = 3  # recognised columns, where not everything that is required is there


@dataclass(frozen=True)
class Heading:
    """The heading of one table: positions are columns of the sheet, from 0.

    `columns` are the recognised ones, `texts` every headed one as the file shows it, `dropped` those with
    citizen IDs, `number` the one that counts the rows. `right` is the first column beyond the table.
    """

    register: Register
    lines: int
    left: int
    right: int
    columns: Mapping[int, str]
    texts: Mapping[int, str]
    dropped: frozenset[int]
    number: int | None
    ticked: frozenset[str]

    @property
    def n_understood(self) -> int:
        """How many headings are known for what they are."""
        return len(self.columns) + len(self.dropped) + (self.number is not None)


def may_be_heading(row: Row, below: Row) -> bool:
    """A quick look: two cells spelled like headings, or nothing but words (a lone one above more of them)."""
    spelled = plain_spellings()
    if not spelled.isdisjoint(row) and sum(cell in spelled for cell in row if type(cell) is str) > 1:
        return True
    words = _n_words(row)
    return words > 1 or (words == 1 and _n_words(below) > 1)


def _n_words(row: Row) -> int:
    """How many cells are filled, or 0 when one of them is a value rather than a word."""
    words = 0
    for cell in row:
        if cell is not None:
            if type(cell) is not str or cell[0].isdecimal():
                return 0
            words += 1
    return words


def headings_at(rows: Sequence[Row], number: int, merged: Merged) -> list[Heading]:
    """The headings that begin in the first of these rows, left to right; empty when none does.

    `number` is that row's index in the sheet. Another line is taken only when more becomes known by it, or
    when everything in it belongs to a known heading (units, column numbers).
    """
    found = _headings_from(rows, number, merged)
    if found:
        for later in range(1, _n_lines(found)):  # a title above the real heading is no part of it
            if hangs_together(merged, number + later):
                continue
            better = _headings_from(rows[later : _n_lines(found)], number + later, merged)
            if better and _n_understood(better) >= _n_understood(found):
                return []
        if _is_line_of_particulars(rows[0], found):
            return []
        if len(rows) > _n_lines(found) and counts_columns(rows[_n_lines(found)]):
            found = [replace(heading, lines=heading.lines + 1) for heading in found]
    return found


def _headings_from(rows: Sequence[Row], number: int, merged: Merged) -> list[Heading]:
    best: list[Heading] = []
    for n in range(1, min(MOST_LINES, len(rows)) + 1):
        added = rows[n - 1]
        # a cell merged with the line above says that this line is of the heading, whatever else is in it
        spanned = bool(best) and _n_lines(best) == n - 1 and hangs_together(merged, number + n - 1)
        if n > 1 and not spanned and (has_value(added) or is_blank(added)):
            break
        found = _read_lines(rows[:n], number, merged)
        more = _n_understood(found) - _n_understood(best)
        if found and (more > 0 or (more == 0 and (spanned or _completes(added, found)))):
            best = found
    return best


def _n_lines(found: Sequence[Heading]) -> int:
    return max(heading.lines for heading in found)


def _n_understood(found: Sequence[Heading]) -> int:
    return sum(heading.n_understood for heading in found)


def _completes(added: Row, found: Sequence[Heading]) -> bool:
    """Whether every cell of the last line went into a heading that is known together with it."""
    known = {
        c
        for heading in found
        for c in (*heading.columns, *heading.dropped)
        if c < len(added) and str(added[c]) in heading.texts[c] and heading.texts[c] != added[c]
    }
    return all(c in known and fold(str(cell)) for c, cell in enumerate(added) if cell is not None)


def _is_line_of_particulars(row: Row, found: Sequence[Heading]) -> bool:
    """Whether the row is rather "จังหวัด | เลย | ปีงบประมาณ | 2560": names of things, each followed by its
    value.
    """
    cells = [cell for cell in row if cell is not None]
    values = sum(not isinstance(cell, str) or cell[:1].isdecimal() for cell in cells)
    return _n_lines(found) == 1 and values > 0 and 2 * _n_understood(found) <= len(cells)


def _read_lines(lines: Sequence[Row], number: int, merged: Merged) -> list[Heading]:
    width = max(len(line) for line in lines)
    width = max([width, *(max(merged[n]) + 1 for n in range(number, number + len(lines)) if merged.get(n))])
    candidates = [tuple(texts_over(lines, number, merged, c)) for c in range(width)]
    whole = _best(candidates, 0, width, len(lines))
    blocks = list(_blocks(candidates))
    if len(blocks) > 1:
        apart = [heading for left, right in blocks if (heading := _best(candidates, left, right, len(lines)))]
        complete = [h for h in apart if n_missing(h.register, set(h.columns.values()))[0] == 0]
        if len(complete) > 1:
            return apart
    return [whole] if whole else []


def _blocks(candidates: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The stretches of headed columns between blank ones."""
    left: int | None = None
    for c, texts in enumerate([*candidates, ()]):
        if texts and left is None:
            left = c
        elif not texts and left is not None:
            yield left, c
            left = None


def _best(candidates: Sequence[tuple[str, ...]], left: int, right: int, lines: int) -> Heading | None:
    """The register that most of these headings belong to, or None when they do not tell."""
    block = tuple(candidates[left:right])
    best: tuple[tuple[int, int], Heading] | None = None
    for register in REGISTERS:
        heading = _as(register, block, left, lines, taught())
        if heading is not None:
            missing = n_missing(register, set(heading.columns.values()))[0]
            score = (len(heading.columns) - missing, len(heading.columns))
            if best is None or score > best[0]:
                best = score, heading
    return best[1] if best else None


@lru_cache(maxsize=2_000)
def _as(
    register: Register, block: tuple[tuple[str, ...], ...], left: int, lines: int, lessons: Taught
) -> Heading | None:
    """The headings read as this register's, or None when they name too little of it."""
    columns: dict[int, str] = {}
    texts: dict[int, str] = {}
    dropped: set[int] = set()
    number: int | None = None
    ticked: set[str] = set()
    told = [lessons.column(register.name, spellings) for spellings in block]
    for c, spellings in enumerate(block, start=left):
        if not spellings:
            continue
        texts[c] = spellings[0]
        if any(is_never_stored(text) for text in spellings if spellings[0].endswith(text)):
            dropped.add(c)
            continue
        said = told[c - left]
        if said is not None:
            if said and said not in columns.values():
                columns[c] = said
                ticked |= {said} if is_ticked(spellings[0]) else set()
            continue
        for text in spellings:
            column = meanings(text).get(register.name)
            if column is not None and column not in told:
                texts[c] = text
                if column not in columns.values():
                    columns[c] = column
                    if is_ticked(spellings[0]):
                        ticked.add(column)
                break
        else:
            if number is None and any(is_row_number(text) for text in spellings):
                number = c
    names = set(columns.values())
    missing, needed = n_missing(register, names)
    complete = missing == 0 and len(names) > 1
    telling = len(names) >= _ENOUGH and any(not is_place(n) for n in names) and 2 * (needed - missing) >= needed
    if not (complete or telling):
        return None
    return Heading(
        register,
        lines,
        min(texts),
        max(texts) + 1,
        columns,
        texts,
        frozenset(dropped),
        number,
        frozenset(ticked),
    )
