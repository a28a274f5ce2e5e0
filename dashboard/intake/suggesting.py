"""For the bad cells of a sheet what could stand there instead, each proven: with it, the cell is accepted.

A suggestion may change several cells of a row together (a place told by names and code). It must not know files, the
store, or what a person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import numpy as np

from dashboard import places, thai
from dashboard.intake import likely
from dashboard.intake.cell_reading import EARLIEST_DAY, folded, latest_day, plain_cell, spellings_of
from dashboard.intake.checking import check_table
from dashboard.intake.fixing import Fix, with_fixes
from dashboard.intake.tables import Cell, Table
from dashboard.registers import PLACE_CODES, PLACE_NAMES, Column, Kind, Register
from dashboard.store.history import Refused

MOST_OFFERED = 3  # for one cell
MOST_CELLS = 20_000  # of one table that are looked at
_ALIKE = ("fiscal_year", "year", "round", *PLACE_NAMES)  # columns that often say the same in the whole sheet
_CODES = re.compile(r"\((\d{2,8})\)")
_LEVELS = dict(zip(PLACE_NAMES, (2, 4, 6), strict=False))  # moo is apart


@dataclass(frozen=True)
class Suggestion:
    """Values for one or more columns of a row (the bad one first), and the code of what was put right."""

    values: tuple[tuple[str, Cell], ...]
    why: str

    def fixes(self, table: Table, row: int) -> list[Fix]:
        """The same as fixes of that row."""
        return [Fix(table.register, table.file, table.sheet, row, column, v, self.why) for column, v in self.values]


Offers = dict[tuple[int, str], tuple[Suggestion, ...]]


def suggestions(table: Table, register: Register, refused: Sequence[Refused], today: date) -> Offers:
    """(row, heading) → what could stand there, the likeliest first; only cells with something to offer are in it."""
    position = {int(row): i for i, row in enumerate(table.rows)}
    column_of = {heading: column for column, heading in table.headings.items()}
    offered: dict[tuple[int, str], list[Suggestion]] = {}
    only = _only_values(table)
    for row in refused:
        if row.row not in position or len(offered) >= MOST_CELLS:
            continue
        for heading, _, code, facts in row.reasons:
            column = column_of.get(heading)
            if column is None or (row.row, heading) in offered:
                continue
            cells = {name: plain_cell(values[position[row.row]]) for name, values in table.columns.items()}
            guesses = _guesses(register, column, cells, code, facts, today, only, table.headings)
            found = list(dict.fromkeys(islice(guesses, 2 * MOST_OFFERED)))
            if found:
                offered[row.row, heading] = found
    return _proven(table, register, offered, today)


def _proven(
    table: Table, register: Register, offered: Mapping[tuple[int, str], list[Suggestion]], today: date
) -> Offers:
    """Those with which nothing is said of the cell any more, each tried on its row."""
    good: dict[tuple[int, str], list[Suggestion]] = defaultdict(list)
    small = rows_of(table, {row for row, _ in offered})
    for rank in range(2 * MOST_OFFERED):
        tried = {at: found[rank] for at, found in offered.items() if len(found) > rank}
        if not tried:
            break
        for group in _one_by_one(tried):
            fixes = [fix for (row, _), suggestion in group.items() for fix in suggestion.fixes(table, row)]
            (fixed,), _ = with_fixes([small], fixes)
            still = {(r.row, r.column) for r in check_table(fixed, register, today, alone=False).reasons}
            for at, suggestion in group.items():
                if at not in still:
                    good[at].append(suggestion)
    return {at: tuple(found[:MOST_OFFERED]) for at, found in good.items()}


def _one_by_one(
    tried: Mapping[tuple[int, str], Suggestion],
) -> Iterator[dict[tuple[int, str], Suggestion]]:
    """Groups in which no two suggestions are of one row: each is tried by itself."""
    rest = dict(tried)
    while rest:
        rows: set[int] = set()
        group = {}
        for at, suggestion in rest.items():
            if at[0] not in rows:
                rows.add(at[0])
                group[at] = suggestion
        yield group
        rest = {at: s for at, s in rest.items() if at not in group}


def rows_of(table: Table, rows: set[int]) -> Table:
    """The table with these rows alone."""
    keep = np.isin(table.rows, sorted(rows))
    columns = {name: cells[keep] for name, cells in table.columns.items()}
    return Table(
        table.register, table.file, table.sheet, table.headings, columns, table.ticked, table.rows[keep], table.skipped
    )


def _only_values(table: Table) -> dict[str, Cell]:
    """Column → its only value, of those that say the same wherever they say anything."""
    only = {}
    for name in _ALIKE:
        if name in table.columns:
            said = {cell for cell in table.columns[name].distinct()[1] if not thai.is_missing(cell)}
            if len(said) == 1 and len(table.rows) > 1:
                only[name] = said.pop()
    return only


def _guesses(
    register: Register,
    column: str,
    cells: Mapping[str, Any],
    code: str,
    facts: Mapping[str, str],
    today: date,
    only: Mapping[str, Any],
    headings: Mapping[str, str],
) -> Iterator[Suggestion]:
    cell = cells.get(column)
    if thai.is_missing(cell):
        if column in only:
            yield Suggestion(((column, only[column]),), "same")
        return
    if code == "house_not_stored":
        houses = filter(None, facts.get("candidates", "").split(", "))
        yield from (Suggestion(((column, house),), "house") for house in houses)
    elif column in PLACE_NAMES or any(column in codes for codes in PLACE_CODES.values()):
        yield from _places(register, column, cells, code, facts)
        if column in only and only[column] != cell:
            yield Suggestion(((column, only[column]),), "same")
    elif any(c.name == column for c in register.columns):
        earlier = next((cells.get(name) for name, text in headings.items() if text == facts.get("other")), None)
        for guess, why in _values(register.column(column), cell, code, earlier, today):
            yield Suggestion(((column, guess),), why)  # type: ignore[arg-type]
        if column in only and only[column] != cell:
            yield Suggestion(((column, only[column]),), "same")


def _values(column: Column, cell: Any, code: str, earlier: Any, today: date) -> Iterable[likely.Guess]:
    latest = latest_day(today)
    if code == "out_of_order":
        try:
            first, second = thai.read_date(earlier), thai.read_date(cell)
        except thai.Unreadable:
            return ()
        return likely.likely_in_order(second, first, today) if first and second else ()
    if code in ("negative", "too_large"):
        number = thai.read_number(cell)
        return [(-number, "sign")] if code == "negative" and number is not None else ()
    match column.kind:
        case Kind.DATE:
            return likely.likely_dates(cell, EARLIEST_DAY, latest)
        case Kind.MONTH:
            return ((day, why) for day, why in likely.likely_dates(f"1 {cell}", EARLIEST_DAY, latest))
        case Kind.NUMBER | Kind.AMOUNT | Kind.WHOLE | Kind.ROUND:
            return likely.likely_numbers(cell)
        case Kind.CHOICE:
            shown = {choice: words[0] if words else choice for choice, words in column.choices}
            spellings = {s: v for s, v in spellings_of(column).items() if v in shown}
            return likely.likely_choices(folded(str(cell)), spellings, shown)
        case Kind.YES_NO:
            return likely.likely_yes_no(cell)
        case Kind.FISCAL_YEAR:
            return likely.likely_fiscal_years(cell, latest)
        case Kind.HOUSE_NO:
            return likely.house_as_typed(cell)
    return ()


def _places(
    register: Register, column: str, cells: Mapping[str, Any], code: str, facts: Mapping[str, str]
) -> Iterator[Suggestion]:
    if code == "moo_unreadable":
        yield from (Suggestion(((column, v),), w) for v, w in likely.likely_digits(cells[column], 2))  # type: ignore[arg-type]
    elif code == "place_code_malformed":
        most = 4 if column == "district_code" else 8
        yield from (Suggestion(((column, v),), w) for v, w in likely.likely_digits(cells[column], most))  # type: ignore[arg-type]
    for found in _CODES.findall(facts.get("candidates", "")):
        values = tuple(_as_place(register, column, cells, found))
        if values:
            yield Suggestion(values, "place")


def _as_place(register: Register, column: str, cells: Mapping[str, Any], code: str) -> Iterator[tuple[str, Cell]]:
    """The cells of a row that have to change so that all of them mean this place, the bad one first."""
    wanted: dict[str, Cell] = {}
    for name, digits in _LEVELS.items():
        cell = cells.get(name)
        if len(code) >= digits and (name == column or not thai.is_missing(cell)):
            called = places.name(code[:digits])
            if called is not None and (name == column or not places.is_called(cell, code[:digits])):
                wanted[name] = called
    moo = cells.get("moo")
    if len(code) == 8 and not thai.is_missing(moo) and str(moo).strip().lstrip("0") != code[6:].lstrip("0"):
        wanted["moo"] = int(code[6:])
    for name in PLACE_CODES[register.place]:
        if name in cells and (name == column or not thai.is_missing(cells[name])):
            if len(code) not in (4 if name == "district_code" else 8, len(str(cells[name]).strip())):
                return
            wanted[name] = code
    if column in wanted:
        yield column, wanted.pop(column)
    yield from wanted.items()
