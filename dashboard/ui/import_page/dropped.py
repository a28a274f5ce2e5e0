"""Dropped files as files of the disk, for as long as they are read.

It must not know what is done with them.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.intake.reading import read_sheets
from dashboard.intake.tables import Row, Sheet
from dashboard.persons import without_citizen_ids
from dashboard.settings import read_settings
from dashboard.store.disk import TEMPORARY, sweep_leftovers

MOST_TOP = 12  # first rows of a sheet that nobody knows


@contextmanager
def on_disk(files: Sequence[Any]) -> Iterator[list[tuple[Path, Any]]]:
    """The files in a folder of their own, gone at the end; two of one name are told apart."""
    used: Counter[str] = Counter()
    sweep_leftovers(read_settings().leftovers_hours)
    with tempfile.TemporaryDirectory(prefix=TEMPORARY) as folder:
        paths = []
        for n, file in enumerate(files):
            name = without_citizen_ids(Path(file.name).name)  # as reading calls it
            used[name] += 1
            if used[name] > 1:
                name = f"{Path(name).stem} ({used[name]}){Path(name).suffix}"
            path = Path(folder) / str(n) / name
            path.parent.mkdir()
            path.write_bytes(file.getbuffer())
            paths.append((path, file))
        yield paths


def first_rows(files: Sequence[Any], wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Row]]:
    """The first rows of sheets in which no register was found: (file, sheet) → rows."""
    found: dict[tuple[str, str], list[Row]] = {}
    names = {file for file, _ in wanted}
    with on_disk(files) as paths:
        for path, _ in paths:
            if path.name not in names or path.suffix.lower() not in (".xlsx", ".xlsm", ".csv"):
                continue
            for sheet in read_sheets(path, read_settings()):
                if isinstance(sheet, Sheet) and (path.name, without_citizen_ids(sheet.name)) in wanted:
                    found[path.name, without_citizen_ids(sheet.name)] = _top(sheet)
    return found


def _top(sheet: Sheet) -> list[Row]:
    rows: list[Row] = []
    for row in sheet.rows:
        if row.count(None) < len(row):
            rows.append(row[:60])
        if len(rows) >= MOST_TOP:
            break
    return rows
