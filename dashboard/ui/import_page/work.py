"""The files that a session has dropped, on their way in: what was read, what was put right, what a dry run says.

All of it lives in the session and goes with it; files are on the disk only while they are read. It must not know how
anything is shown.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from dashboard.intake.fixing import Fix
from dashboard.intake.importing import Signed, import_tables, read_for
from dashboard.intake.reading import ReadResult
from dashboard.intake.report import ImportReport
from dashboard.intake.suggesting import Offers, suggestions
from dashboard.intake.tables import Table
from dashboard.intake.taught import KnownHeadings, Lesson
from dashboard.measures.batch_moves import BatchMoves, note_moves, see_moves
from dashboard.registers import stored
from dashboard.settings import read_settings
from dashboard.store import Building, Store
from dashboard.store.history import Refused
from dashboard.store.snapshots import Drafting, say_nothing, store_at
from dashboard.ui.acting import doing
from dashboard.ui.import_page.dropped import on_disk
from dashboard.ui.import_page.running import Progress, carry_out
from dashboard.ui.viewer import viewer

_WORK = "_import_work"
WHO = "_import_by"
MOST_STEPS = 1_000  # that can be taken back


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

    def note(self, examined: Examined) -> None:
        """What a dry run said."""
        self.report, self.moves, self.checked = examined.report, examined.moves, examined.n_steps
        self.refused, self.offers = examined.refused, examined.offers


@dataclass(frozen=True)
class Examined:
    """What a dry run with the first `n_steps` of the steps says."""

    n_steps: int
    report: ImportReport
    moves: BatchMoves | None
    refused: dict[int, dict[int, Refused]]
    offers: dict[int, Offers]


def real_store(drafting: Drafting = say_nothing) -> Store:
    """The office's own store, the only one that files go into; `drafting` as in Store."""
    settings = read_settings()
    return store_at(settings.real_store, settings, drafting=drafting)


def who() -> str:
    """Who works here: whoever signed in, else as they said in this session."""
    person = viewer()
    return str(st.session_state.get(WHO, "")) if person.id == "local" else person.id


def known_headings() -> KnownHeadings:
    """What this office taught."""
    return KnownHeadings(read_settings().real_store)


def work_on(files: Sequence[Any]) -> Work:
    """The work on these files: the one in progress while neither they nor what the office taught changes, else it is
    read anew, with a bar. Raises what reading raises.
    """
    key = (*((file.name, file.size, _digest(file)) for file in files), known_headings().lessons())
    work: Work | None = st.session_state.get(_WORK)
    if work is None or work.key != key:
        carry_out("reading", partial(_read, files), partial(_begin, key))
        work = st.session_state[_WORK]
    newest = real_store().newest()
    now = newest.id if newest else ""
    if st.session_state.get(f"{_WORK}_on") != now:  # another import came in: what was checked no longer holds
        st.session_state[f"{_WORK}_on"] = now
        work.checked = -1
    return work


def _begin(key: tuple[object, ...], found: ReadResult) -> None:
    st.session_state[_WORK] = Work(key, found)


def _digest(file: Any) -> str:
    known: dict[str, str] = st.session_state.setdefault("_import_digests", {})
    if file.file_id not in known:
        known[file.file_id] = hashlib.sha256(file.getbuffer()).hexdigest()
    return known[file.file_id]


def forget() -> None:
    """The files are stored or gone."""
    for key in (_WORK, f"{_WORK}_on", "_import_digests"):
        st.session_state.pop(key, None)


def _read(files: Sequence[Any], progress: Progress, _drafting: Drafting) -> ReadResult:
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


def check(work: Work) -> None:
    """A dry run with everything that was put right, with a bar: the very import that follows, but for storing."""
    carry_out("checking", partial(_examine, work, work.fixes, len(work.steps)), work.note)


def _examine(work: Work, fixes: Sequence[Fix], n_steps: int, progress: Progress, drafting: Drafting) -> Examined:
    seen: list[BatchMoves] = []

    def look(building: Building, _batch: int) -> None:
        seen.append(see_moves(building, read_settings().day()))

    report = import_tables(
        work.found,
        real_store(drafting),
        read_settings(),
        dry_run=True,
        signed=Signed(fixes=fixes, areas=viewer().areas),
        afterwards=look,
        progress=progress,
    )
    refused = _refused_of(work, report)
    progress("suggesting", 0.95)
    offers = {
        i: suggestions(table, stored()[table.register], list(refused[i].values()), read_settings().day())
        for i, table in tables(work)
        if refused[i]
    }
    return Examined(n_steps, report, seen[0] if seen else None, refused, offers)


def teach(lessons: Sequence[Lesson]) -> None:
    """Remember what headings mean, or forget it, in the name of who looks. Raises what `doing` and `teach` raise."""
    with doing("headings", store=real_store()) as act:
        known_headings().teach(lessons, who())
        act.count = len(lessons)


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


def store_now(work: Work, by: str, progress: Progress, drafting: Drafting) -> ImportReport:
    """The import itself; what it moves is kept with it. Raises SammachipError."""

    def note(building: Building, batch_id: int) -> None:
        note_moves(building, batch_id, read_settings().day())

    areas = viewer().areas
    with doing("import", areas=areas, store=real_store(), by=by) as act:
        report = import_tables(
            work.found,
            real_store(drafting),
            read_settings(),
            signed=Signed(by, work.fixes, areas),
            afterwards=note,
            progress=progress,
        )
        act.count, act.file = report.n_read, ", ".join(dict.fromkeys(r.file for r in report.registers))
        act.facts["batch"] = str(report.batch)
    return report
