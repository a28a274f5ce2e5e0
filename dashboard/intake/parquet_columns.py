"""A parquet file as columns, and its cells as the same plain values that the other formats give.

Columns stay columns: each distinct cell is looked at once. It must not know registers.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.errors import FileUnreadable
from dashboard.intake.tables import Cell, Cells, ColumnSheet, filled
from dashboard.settings import Settings


def read_parquet(path: Path, name: str, settings: Settings) -> ColumnSheet:
    """The parquet file as columns; raises FileUnreadable with the reason broken or too_large."""
    try:
        with pq.ParquetFile(path) as file:
            unpacked = sum(file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups))
            if file.metadata.num_rows > settings.csv_rows or unpacked > settings.unpacked_mb * 1024 * 1024:
                raise FileUnreadable(file=name, reason="too_large")
            return ColumnSheet(name, "", file.read())
    except (pa.ArrowException, OSError, ValueError) as error:
        raise FileUnreadable(file=name, reason="broken") from error


def cells_of(column: pa.ChunkedArray) -> Cells:
    """A column as cells."""
    if pa.types.is_nested(column.type):
        return Cells.of(filled(_plain(value)) for value in column.to_pylist())
    codes = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    array = codes.unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # no rows at all
        array = array.chunk(0) if array.num_chunks else pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), [])
    different = Cells.of(filled(_plain(value)) for value in [*array.dictionary.to_pylist(), None])
    last = len(different) - 1
    return Cells(different.codes[pc.fill_null(array.indices, last).to_numpy(zero_copy_only=False)], different.values)


def _plain(value: Any) -> Cell:
    """A parquet value as one of the values a spreadsheet could hold."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            if value != value:
                return None
            return int(value) if value.is_integer() and abs(value) < 10**15 else value
        case Decimal():
            return _plain(float(value)) if value.is_finite() else None
        case datetime():  # also a pandas timestamp; the clock on the wall counts, not the zone
            moment = value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value
            return moment.replace(tzinfo=None)
        case bytes():
            return value.decode("utf-8", "replace")
        case list() | dict():
            return str(value)
    return value  # type: ignore[no-any-return]
