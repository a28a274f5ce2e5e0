"""The lines of a heading: which texts stand over a column, merged or not, and what a line cannot be.

It must not know which texts are headings of a register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dashboard.intake.tables import Cell, Row
from dashboard.thai import arabic_digits

Merged = Mapping[int, Mapping[int, tuple[int, Cell]]]
_MOST_BY_CHANCE = 3  # numbers that may follow each other without numbering the columns


def texts_over(lines: Sequence[Row], number: int, merged: Merged, c: int) -> Iterator[str]:
    """The texts a column's heading may be, the fullest first: all its lines, then with the parent to the left,
    then the lower lines alone where those above are parents of several columns.
    """
    own: list[str] = []
    under: list[str] = []
    n_parents = 0
    seen = {merged[number - 1][c][0]} if c in merged.get(number - 1, {}) else set()
    for n, line in enumerate(lines):
        cell = line[c] if c < len(line) else None
        place = merged.get(number + n, {}).get(c)
        if place is not None:
            cell = None if place[0] in seen else place[1]
            seen.add(place[0])
        if cell is not None:
            if n_parents == len(own) and _is_parent(line, merged.get(number + n, {}), c):
                n_parents += 1
            own.append(str(cell))
            under.append(str(cell))
        elif place is None and n < len(lines) - 1 and not own:
            parent = next((x for x in reversed(line[:c]) if x is not None), None)
            if isinstance(parent, str):
                under.append(parent)
    if not own:
        return
    yield " ".join(own)
    if under != own:
        yield " ".join(under)
    for n in range(1, min(n_parents + 1, len(own))):
        yield " ".join(own[n:])


def _is_parent(line: Row, merged: Mapping[int, tuple[int, Cell]], c: int) -> bool:
    """Whether a cell may stand for more columns than its own: merged with a neighbour, or blank to its right."""
    if c in merged:
        return any(n in merged and merged[n][0] == merged[c][0] for n in (c - 1, c + 1))
    return c + 1 < len(line) and line[c + 1] is None and c + 1 not in merged


def hangs_together(merged: Merged, number: int) -> bool:
    """Whether a merged range reaches from the row above into this one."""
    above = merged.get(number - 1, {})
    return any(c in above and above[c][0] == place[0] for c, place in merged.get(number, {}).items())


def has_value(row: Row) -> bool:
    """Whether a row holds a number or a date, written as such or as text."""
    return any(cell is not None and (not isinstance(cell, str) or cell[0].isdecimal()) for cell in row)


def is_blank(row: Row) -> bool:
    """Whether no cell of a row is filled."""
    return all(cell is None for cell in row)


def counts_columns(row: Row) -> bool:
    """Whether a row only numbers the columns: 1 2 3 4 …"""
    cells = [arabic_digits(str(cell).strip(" ()")) for cell in row if cell is not None]
    return len(cells) > _MOST_BY_CHANCE and cells == [str(n) for n in range(1, len(cells) + 1)]
