"""What reading hands on: sheets as they stand in a file, and the tables that were recognised in them.

Plain values without behaviour of their own beyond showing a cell. It must not know files, headings or rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Outline:
    """The shape of an area as a cell of a map file: `rings` to be stored (see `registers.SHAPES`), or `problem`, the
    code of what is wrong with it. It shows as `described`.
    """

    rings: str
    problem: str = ""
    described: str = ""
    is_repaired: bool = False

    def __str__(self) -> str:
        return self.described


Cell: TypeAlias = str | int | float | date | datetime | time | timedelta | Outline | None
Row: TypeAlias = list[Cell]

MOST_KNOWN = 100_000
"""Different cells that are remembered in order to know them again: memory has to hold them beside what is read."""

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, eq=False)
class Cells:
    """A column of cells, in which few are different: `codes` says for every row which of the `values` stands in it, -1
    where nothing is filled in. There may be values that no row has, and in a long column some more than once.
    """

    codes: npt.NDArray[np.int32]
    values: npt.NDArray[Any]  # of Cell, none of them None

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Cells:
        """The cells as a column."""
        growing = GrowingCells()
        growing.add(cells)
        return growing.cells()

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Any]:
        values = [*self.values, None]  # what -1 stands for
        return (values[code] for code in self.codes.tolist())

    @overload
    def __getitem__(self, at: int | np.integer[Any]) -> Any: ...
    @overload
    def __getitem__(self, at: slice | npt.NDArray[Any]) -> Cells: ...
    def __getitem__(self, at: int | np.integer[Any] | slice | npt.NDArray[Any]) -> Any:
        if isinstance(at, slice | np.ndarray):
            return Cells(self.codes[at], self.values)
        code = self.codes[at]
        return None if code < 0 else self.values[code]

    def with_cell(self, at: int, cell: Cell) -> Cells:
        """The column with another cell at this position."""
        codes = self.codes.copy()
        codes[at] = -1 if cell is None else len(self.values)
        return Cells(codes, self.values if cell is None else objects([*self.values, cell]))

    def distinct(self) -> tuple[npt.NDArray[np.int32], list[Any]]:
        """The different cells that stand in the rows, and for each row which of them: -1 for nothing and for what is
        not a number.
        """
        used = np.zeros(len(self.values) + 1, dtype=bool)
        used[self.codes] = True
        used[-1] = False
        used[:-1] &= self.values == self.values
        renumbered = np.where(used, np.cumsum(used, dtype=np.int32) - 1, -1).astype(np.int32)
        return renumbered[self.codes], list(self.values[used[:-1]])


class GrowingCells:
    """A column in the making, piece by piece."""

    def __init__(self) -> None:
        self._codes: list[npt.NDArray[np.int32]] = []
        self._values: list[Cell] = []
        self._known = self._knowing()

    def add(self, cells: Iterable[Cell]) -> None:
        """More cells, below those that are there."""
        self._codes.append(np.fromiter(map(self._known.__getitem__, cells), np.int32))
        if len(self._known) > MOST_KNOWN:
            self._keep()

    def cells(self) -> Cells:
        """The column."""
        self._keep()
        return Cells(np.concatenate([np.empty(0, np.int32), *self._codes]), objects(self._values))

    def _knowing(self) -> defaultdict[Cell, int]:
        """The code of each cell: one that it does not know yet gets the next."""
        return defaultdict(count(len(self._values)).__next__, {None: -1})

    def _keep(self) -> None:
        self._values += islice(self._known, 1, None)  # None came first
        self._known = self._knowing()


@dataclass(frozen=True)
class Sheet:
    """One sheet, row by row: the first row is the spreadsheet's row 1, blank cells are None.

    `name` is '' for a csv. `merged` gives for a row and column the number of the merged range it lies in
    and that range's text, `tall` for a row the ranges that begin in it and go further down: first row, last row and
    first column. `rows` of a csv can be walked only once.
    """

    file: str
    name: str
    rows: Iterable[Row]
    merged: Mapping[int, Mapping[int, tuple[int, Cell]]] = field(default_factory=dict)
    tall: Mapping[int, Sequence[tuple[int, int, int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class ColumnSheet:
    """One parquet file, column by column: the column names stand for row 1."""

    file: str
    name: str
    columns: pa.Table


@dataclass(frozen=True)
class Stretch:
    """Where the rows below one heading stand in a sheet: its last line and the first row of data (from 1), the column
    (from 0) of every kept heading, the first column beyond the table, and the column with reasons that we wrote
    ourselves before.
    """

    heading: int
    first: int
    positions: Mapping[str, int]
    right: int
    own: int | None = None


@dataclass
class Table:
    """The data rows of one register in one sheet, cells as they are.

    `headings` has for every recognised column (stored or place name) its heading as the file has it,
    `columns` its cells, `ticked` those that are ticked or left blank. `rows` are the spreadsheet's row
    numbers, `skipped` counts the rows that are not data by reason (title, heading, blank, total, note,
    example). `ignored_columns` are the headings nobody knows, `dropped_columns` those whose cells were
    never kept. `others` has the cells of the ignored columns, `shown` all kept headings in the order of
    the file, each with the column it stands for, `stretches` where they stand (none in forms, maps and parquet),
    `n_masked` the cells in which a citizen ID was masked.
    """

    register: str
    file: str
    sheet: str
    headings: dict[str, str]
    columns: dict[str, Cells]
    ticked: frozenset[str]
    rows: npt.NDArray[np.int64]
    skipped: Counter[str]
    ignored_columns: tuple[str, ...] = ()
    dropped_columns: tuple[str, ...] = ()
    others: dict[str, Cells] = field(default_factory=dict)
    shown: Sequence[tuple[str, str | None]] = ()
    stretches: Sequence[Stretch] = ()
    n_masked: int = 0

    def raw(self, index: int) -> dict[str, str]:
        """The whole row at this position of `rows`: heading → cell as text ('' when blank), dropped
        columns left out.
        """
        return {
            heading: cell_text(self.columns[column][index] if column else self.others[heading][index])
            for heading, column in self.shown
        }


def cell_text(cell: Cell) -> str:
    """A cell as a person would type it: ISO dates, whole numbers without a decimal point, '' for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def filled(cell: Cell) -> Cell:
    """The cell, or None when it holds nothing but spaces and invisible characters."""
    if isinstance(cell, str) and (not cell or cell.isspace() or not cell.strip(_ZERO_WIDTH).strip()):
        return None
    return cell


def objects(cells: Sequence[Cell]) -> npt.NDArray[Any]:
    """Cells as an array of Python objects."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array
