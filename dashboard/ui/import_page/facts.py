"""What a table of a file is about, seen before its rows are checked: its years and areas. It must not know the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dashboard import places, thai
from dashboard.intake.cell_reading import plain_cell
from dashboard.intake.headings import Taught, fold, is_row_number
from dashboard.intake.tables import Cells, Table
from dashboard.registers import PLACE_CODES, stored

MOST_LOOKED_AT = 20_000  # rows
MOST_NAMED = 3


@dataclass(frozen=True)
class TableFacts:
    """`years` Buddhist-era fiscal years; `areas` codes of districts, else provinces (what nobody knows as it is
    written), and how many there are.
    """

    years: tuple[int, ...]
    areas: tuple[str, ...]
    n_areas: int


def facts_of(table: Table) -> TableFacts:
    """The years and areas that the first rows of a table speak of."""
    years = set()
    for cell in _different(table, "fiscal_year"):
        try:
            years.add(thai.read_fiscal_year(cell))
        except thai.Unreadable:
            continue
    areas = dict.fromkeys(_areas(table))
    return TableFacts(tuple(sorted(y for y in years if y)), tuple(islice(areas, MOST_NAMED)), len(areas))


def _areas(table: Table) -> Iterator[str]:
    for column in PLACE_CODES[stored()[table.register].place]:
        for cell in _different(table, column):
            digits = thai.arabic_digits(str(cell)).strip()
            if code := next((c for c in (digits[:4], digits[:2]) if places.known(c)), ""):
                yield code
    columns: dict[str, Cells] = {
        name: table.columns[name][:MOST_LOOKED_AT] for name in ("province", "district") if name in table.columns
    }
    for cells in dict.fromkeys(zip(*columns.values(), strict=True)):
        names = {name: plain_cell(cell) for name, cell in zip(columns, cells, strict=True) if not thai.is_missing(cell)}
        if names:
            yield _code_of(names) or thai.repair(str(list(names.values())[-1]))


def _code_of(names: Mapping[str, Any]) -> str | None:
    try:
        found = places.resolve(None, names.get("province"), names.get("district"), None, None, (2, 4))
    except places.Unplaced:
        return None
    return found.code if found else None


def _different(table: Table, column: str) -> list[Any]:
    cells = table.columns.get(column)
    return [] if cells is None else list(dict.fromkeys(plain_cell(c) for c in cells[:MOST_LOOKED_AT] if c is not None))


def unmatched(table: Table, lessons: Taught) -> list[str]:
    """The headings nobody knows yet: neither the register nor, as not to be used, the office."""
    return [
        heading
        for heading in dict.fromkeys(table.ignored_columns)
        if lessons.column(table.register, [heading]) is None and not is_row_number(heading) and fold(heading)
    ]


def samples(table: Table, heading: str, most: int = 4) -> list[str]:
    """A few different values below a heading that is not known."""
    cells = table.others.get(heading)
    if cells is None:
        return []
    found = dict.fromkeys(str(plain_cell(c)) for c in cells[:MOST_LOOKED_AT] if c is not None)
    return [thai.cut(text, 24) for text in islice(found, most)]
