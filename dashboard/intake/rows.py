"""Row by row through a sheet: which rows are data, and why the others are not.

Every row up to the last filled one ends in exactly one place. It must not know what the cells of data rows
mean.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from dashboard.intake.gathering import Gathering
from dashboard.intake.heading_rows import MOST_LINES, Heading, headings_at, may_be_heading
from dashboard.intake.headings import key_columns
from dashboard.intake.merged_cells import MergedCells
from dashboard.intake.tables import Cell, Row, Sheet, Table
from dashboard.registers import EXAMPLE_ROW, PLACE_CODES, PLACE_NAMES, TOTAL_WORDS
from dashboard.thai import repair

_AT_ONCE: Final = 2_000  # rows; with more the garbage collector has too much to look through
_AHEAD: Final = 2 * MOST_LINES  # rows that must be in sight to tell a heading
_LOOKED_AT_CLOSELY: Final = 50  # first rows, where headings are expected
_BLANK_ROW: Final[Row] = []
_STARTS: Final = tuple({word[0] for word in (*TOTAL_WORDS, EXAMPLE_ROW)})


def tables_of(sheet: Sheet) -> tuple[list[Table], bool]:
    """The tables of a sheet, and whether anything is filled in at all."""
    gathering = Gathering(sheet.file, sheet.name)
    active: list[_Walk] = []
    above: list[tuple[str, int, Row]] = []  # what stands before the next heading
    anything = False
    past = 0  # the first row that is not dealt with yet
    merged = MergedCells(sheet)
    for start, rows, sure in _windows(sheet.rows):
        while past < start + sure:
            number, i = past, past - start
            merged.spread(number, [walk.heading for walk in active])
            end = merged.plain_until(number, start + sure) - start
            if len(active) == 1 and (plain := active[0].take_plain(number, rows, i, end)):
                past += plain
                continue
            past += 1
            row = rows[i]
            if row.count(None) == len(row):
                above.append(("blank", number, _BLANK_ROW))
                for walk in active:
                    walk.take_blank(number)
                continue
            anything = True
            if number < _LOOKED_AT_CLOSELY or (active and active[0].n_pending) or _looks_like_heading(rows, i):
                found = headings_at(rows[i : i + _AHEAD], number, sheet.merged)
                if found:
                    for walk in active:
                        above = walk.end_before_heading()
                    past = (
                        number + found[0].lines
                    )  # counted from 0: the number of the heading's last line, counted from 1
                    active = [_Walk(heading, gathering, block, past, above) for block, heading in enumerate(found)]
                    above = []
                    continue
            above.append(("title", number, _BLANK_ROW))
            for walk in active:
                walk.take(number, row)
        if active:
            above = []
    for walk in active:
        walk.end()
    return gathering.tables(), anything


def _looks_like_heading(rows: list[Row], i: int) -> bool:
    below = rows[i + 1] if i + 1 < len(rows) else _BLANK_ROW
    return may_be_heading(rows[i], below)


def _windows(rows: Iterable[Row]) -> Iterator[tuple[int, list[Row], int]]:
    """Stretches of rows: the index of the first in the sheet, the rows with some more behind them, and how many of
    them belong to the stretch.
    """
    coming = iter(rows)
    window: list[Row] = list(itertools.islice(coming, _AT_ONCE))
    start = 0
    while window:
        more = list(itertools.islice(coming, _AT_ONCE))
        sure = len(window)
        yield start, window + more[:_AHEAD], sure
        start += sure
        window = more


class _Walk:
    """The walk down one table, from its heading on.

    Rows that only what follows can tell apart (blank ones, single texts) wait in `_pending`.
    """

    def __init__(
        self, heading: Heading, gathering: Gathering, block: int, line: int, above: list[tuple[str, int, Row]]
    ) -> None:
        self.heading = heading
        self._left = heading.left
        self._recognised = sorted(heading.columns.keys() - {heading.left})
        self._reason = Reasons(heading).of
        self._part = gathering.part(heading, block, line)
        self._pending: list[tuple[str, int, Row]] = []
        self._n_trailing = 0
        self._part.skipped.update(Counter(reason for reason, _, _ in above))
        self._part.skipped["heading"] += heading.lines
        self._witness: int | None = None  # a column, not the first, that held a value instead of a word

    @property
    def n_pending(self) -> int:
        """How many rows wait for what follows."""
        return len(self._pending)

    def take_plain(self, number: int, rows: list[Row], i: int, end: int) -> int:
        """Take the rows from `i` on where two cells are enough to tell: a first one that closes no table, and a
        value where words would be a heading. In most tables nearly every row is so. Returns how many.
        """
        left, witness = self._left, self._witness
        if self._pending or witness is None:
            return 0
        stop = i
        for row in itertools.islice(rows, i, end):
            if len(row) <= witness:
                break
            first, cell = row[left], row[witness]
            if cell is None or (type(cell) is str and not cell[0].isdecimal()):
                break
            if first is None or (type(first) is str and (first[0] in _STARTS or not first[0].isalnum())):
                break
            stop += 1
        if stop > i:
            self._part.add(number + 1, rows[i:stop])
        return stop - i

    def take_blank(self, number: int) -> None:
        """A row without any filled cell."""
        self._pending.append(("blank", number, _BLANK_ROW))
        self._n_trailing += 1

    def take(self, number: int, row: Row) -> None:
        """A row with at least one filled cell, maybe beside the table."""
        self._n_trailing = 0
        reason = self._reason(row)
        if reason in ("blank", "note", "alone"):
            self._pending.append((reason, number, row))
            return
        if self._pending:
            self._settle(self._pending)
        if reason == "data":
            self._part.add(number + 1, [row])
            self._witness = self._find_witness(row)
        else:
            self._part.skipped[reason] += 1

    def end_before_heading(self) -> list[tuple[str, int, Row]]:
        """End where another heading follows; the single texts right above that one are its title."""
        blanks = [i for i, (_, _, row) in enumerate(self._pending) if row is _BLANK_ROW]
        own = blanks[0] if blanks else 0
        titles = [("blank" if r == "blank" else "title", n, row) for r, n, row in self._pending[own:]]
        self._settle(self._pending[:own])
        return titles

    def end(self) -> None:
        """End where the sheet ends; blank rows after the last filled one do not count."""
        self._settle(self._pending[: len(self._pending) - self._n_trailing])

    def _settle(self, pending: list[tuple[str, int, Row]]) -> None:
        for reason, number, row in pending:
            if reason == "alone":
                self._part.add(number + 1, [row])
            else:
                self._part.skipped[reason] += 1
        self._pending = []

    def _find_witness(self, row: Row) -> int | None:
        """A recognised column of this row, beside the first, that holds no word: no heading of it begins so."""
        for c in self._recognised:
            cell = row[c] if c < len(row) else None
            if cell is not None and (type(cell) is not str or cell[0].isdecimal()):
                return c
        return None


class Reasons:
    """Why a row below a heading is what it is."""

    def __init__(self, heading: Heading) -> None:
        self._left, self._right, self._number = heading.left, heading.right, heading.number
        keys = key_columns(heading.register)
        coded = {"moo"}.union(*PLACE_CODES.values())
        self._key_positions = frozenset(c for c, name in heading.columns.items() if name in keys)
        self._place_names = frozenset(c for c, name in heading.columns.items() if name in PLACE_NAMES)
        self._coded = frozenset(c for c, name in heading.columns.items() if name in coded)

    def of(self, row: Row) -> str:
        """`data` or why not: blank, total, example or note; `alone` is data with nothing but one text of
        its key.
        """
        cells = row[self._left : self._right]
        n = len(cells) - cells.count(None)
        if n == 0:
            return "blank"
        first = next(c for c, cell in enumerate(cells) if cell is not None)
        cell = cells[first]
        at = self._left + first
        if type(cell) is str and cell.lstrip().startswith(_STARTS):
            word = repair(cell)
            if word in TOTAL_WORDS:
                return "total"
            if word == EXAMPLE_ROW and at == self._number:
                return "example"
        if n > 1:
            return "data"
        if at == self._number:
            return "note" if _is_words(cell) else "blank"
        if type(cell) is not str:
            return "data"
        if at in self._place_names or at in self._coded:  # a name alone is no place; words are no code
            return "alone" if at in self._coded and any(ch.isdecimal() for ch in cell[:2]) else "note"
        return "alone" if at in self._key_positions else "note"


def _is_words(cell: Cell) -> bool:
    """Whether a row-number cell holds text instead of a number."""
    return isinstance(cell, str) and not any(ch.isdecimal() for ch in cell[:2])
