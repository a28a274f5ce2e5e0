"""The files that a session has dropped, on their way in: what was read, what was put right, what a dry run says.

All of it lives in the session and goes with it; files are on the disk only while they are read. It must not know how
anything is shown.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from dashboard.intake.fixing import Fix
from dashboard.intake.importing import Signed, import_tables, read_for
from dashboard.intake.reading import ReadResult, read_sheets
from dashboard.intake.report import ImportReport
from dashboard.intake.suggesting import Offers, suggestions
from dashboard.intake.tables import Row, Sheet, Table
from dashboard.intake.taught import KnownHeadings
from dashboard.measures.batch_moves import BatchMoves, note_moves, see_moves
from dashboard.registers import stored
from dashboard.settings import read_settings
from dashboard.store import Building, Store
from dashboard.store.history import Refused
from dashboard.ui.viewer import viewer

Progress = Callable[[str, float], None]
_WORK = "_import_work"
WHO = "_import_by"
MOST_STEPS = 1_000  # that can be taken back
MOST_TOP = 12  # first rows of a sheet that nobody knows


@dataclass
class Work:
    """`found` is what was read of the files; `steps` the cells that were put right, one entry per click; `report`,
    `moves` and `offers` are of a dry run with `checked` of those steps.
    """

    key: tuple[object, ...]
    found: ReadResult
    steps: list[tuple[Fix, ...]] = field(default_factory=list)
    report: ImportReport | None = None
    moves: BatchMoves | None = None
    offers: dict[int, Offers] = field(default_factory=dict)
    refused: dict[int, dict[int, Refused]] = field(default_factory=dict)
    checked: int = -1
    at: dict[int, int] = field(default_factory=dict)  # table → the row its page begins with
    chosen: tuple[int, int, str] | None = None  # table, row, heading
    only_bad: bool = True
    said: tuple[tuple[int, int, str], str] | None = None  # what is against a typed value of a cell

    @property
    def fixes(self) -> list[Fix]:
        """Every cell that was put right, in the order of the clicks."""
        return [fix for step in self.steps for fix in step]

    @property
    def is_checked(self) -> bool:
        """Whether the report counts everything that was put right."""
        return self.report is not None and self.checked == len(self.steps)

    def put_right(self, fixes: Sequence[Fix]) -> None:
        """One more step."""
        if fixes and len(self.steps) < MOST_STEPS:
            self.steps.append(tuple(fixes))

    def take_back(self) -> None:
        """The last step is undone; what a dry run said with it no longer holds."""
        if self.steps:
            self.steps.pop()
            self.checked = -1 if self.checked > len(self.steps) else self.checked


def real_store() -> Store:
    """The office's own store, the only one that files go into."""
    settings = read_settings()
    return Store(settings.real_store, kept=settings.snapshots_kept, lock_wait_s=settings.lock_wait_s)


def who() -> str:
    """Who works here: whoever signed in, else as they said in this session."""
    person = viewer()
    return str(st.session_state.get(WHO, "")) if person.id == "local" else person.id


def known_headings() -> KnownHeadings:
    """What this office taught."""
    return KnownHeadings(read_settings().real_store)


def work_on(files: Sequence[Any], progress: Progress) -> Work:
    """The work on these files: the one in progress while neither they nor what the office taught changes.

    Raises what reading raises.
    """
    key = (*((file.name, file.size, _digest(file)) for file in files), known_headings().lessons())
    work: Work | None = st.session_state.get(_WORK)
    if work is None or work.key != key:
        work = st.session_state[_WORK] = Work(key, _read(files, progress))
    newest = real_store().newest()
    now = newest.id if newest else ""
    if st.session_state.get(f"{_WORK}_on") != now:  # another import came in: what was checked no longer holds
        st.session_state[f"{_WORK}_on"] = now
        work.checked = -1
    return work


def _digest(file: Any) -> str:
    known: dict[str, str] = st.session_state.setdefault("_import_digests", {})
    if file.file_id not in known:
        known[file.file_id] = hashlib.sha256(file.getbuffer()).hexdigest()
    return known[file.file_id]


def forget() -> None:
    """The files are stored or gone."""
    for key in (_WORK, f"{_WORK}_on", "_import_digests"):
        st.session_state.pop(key, None)


@contextmanager
def on_disk(files: Sequence[Any]) -> Iterator[list[tuple[Path, Any]]]:
    """The files in a folder of their own, gone at the end; two of one name are told apart."""
    used: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="sammachip-") as folder:
        paths = []
        for n, file in enumerate(files):
            name = Path(file.name).name
            used[name] += 1
            if used[name] > 1:
                name = f"{Path(name).stem} ({used[name]}){Path(name).suffix}"
            path = Path(folder) / str(n) / name
            path.parent.mkdir()
            path.write_bytes(file.getbuffer())
            paths.append((path, file))
        yield paths


def _read(files: Sequence[Any], progress: Progress) -> ReadResult:
    parts = []
    with on_disk(files) as paths:
        for n, (path, _) in enumerate(paths):
            progress("reading", n / len(paths))
            parts.append(read_for(real_store(), [path], read_settings()))
    return ReadResult(
        tuple(table for part in parts for table in part.tables),
        tuple(sheet for part in parts for sheet in part.ignored_sheets),
        tuple(problem for part in parts for problem in part.problems),
        tuple(file for part in parts for file in part.files),
    )


def check(work: Work, progress: Progress) -> None:
    """A dry run with everything that was put right: the very import that follows, but for storing."""
    seen: list[BatchMoves] = []

    def look(building: Building, _batch: int) -> None:
        seen.append(see_moves(building, read_settings().day()))

    report = import_tables(
        work.found,
        real_store(),
        read_settings(),
        dry_run=True,
        signed=Signed(fixes=work.fixes),
        afterwards=look,
        progress=progress,
    )
    work.report, work.moves, work.checked = report, (seen[0] if seen else None), len(work.steps)
    work.refused = _refused_of(work, report)
    progress("suggesting", 0.95)
    work.offers = {
        i: suggestions(table, stored()[table.register], list(work.refused[i].values()), read_settings().day())
        for i, table in tables(work)
        if work.refused[i]
    }


def tables(work: Work) -> list[tuple[int, Table]]:
    """The tables with their numbers, by which everything about them is kept."""
    return list(enumerate(work.found.tables))


def _refused_of(work: Work, report: ImportReport) -> dict[int, dict[int, Refused]]:
    """Table → row → what is refused; two tables of a sheet may be of one register."""
    of_sheet: dict[tuple[str, str, str], dict[int, Refused]] = defaultdict(dict)
    for refused in report.refused:
        of_sheet[refused.register, refused.file, refused.sheet][refused.row] = refused
    found: dict[int, dict[int, Refused]] = {}
    for i, table in tables(work):
        rows = of_sheet.get((table.register, table.file, table.sheet), {})
        own = set(table.rows[np.isin(table.rows, list(rows))].tolist()) if rows else set()
        found[i] = {row: refused for row, refused in rows.items() if row in own}
    return found


def store_now(work: Work, by: str, progress: Progress) -> ImportReport:
    """The import itself; what it moves is kept with it. Raises SammachipError."""

    def note(building: Building, batch_id: int) -> None:
        note_moves(building, batch_id, read_settings().day())

    return import_tables(
        work.found, real_store(), read_settings(), signed=Signed(by, work.fixes), afterwards=note, progress=progress
    )


def first_rows(files: Sequence[Any], wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Row]]:
    """The first rows of sheets in which no register was found: (file, sheet) → rows."""
    found: dict[tuple[str, str], list[Row]] = {}
    names = {file for file, _ in wanted}
    with on_disk(files) as paths:
        for path, _ in paths:
            if path.name not in names or path.suffix.lower() not in (".xlsx", ".xlsm", ".csv"):
                continue
            for sheet in read_sheets(path, read_settings()):
                if isinstance(sheet, Sheet) and (path.name, sheet.name) in wanted:
                    found[path.name, sheet.name] = _top(sheet)
    return found


def _top(sheet: Sheet) -> list[Row]:
    rows: list[Row] = []
    for row in sheet.rows:
        if row.count(None) < len(row):
            rows.append(row[:60])
        if len(rows) >= MOST_TOP:
            break
    return rows
