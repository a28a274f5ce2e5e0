"""One import from files to a published snapshot: read all, check all, store what is right, keep what is not.

It must not know who asked for it: the command and the page call the same function.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from dashboard.errors import OutsideYourAreas
from dashboard.intake.cell_reading import shown
from dashboard.intake.checking import Checked, check_table
from dashboard.intake.fixing import Fix, with_fixes
from dashboard.intake.headings import knowing
from dashboard.intake.noting import write_history, write_succeeded
from dashboard.intake.pieces import pieces_of
from dashboard.intake.reading import ReadResult, read_files
from dashboard.intake.refused import identities, note_corrections
from dashboard.intake.report import ImportReport, RegisterReport, Reject
from dashboard.intake.storing import Outcome, store_tables
from dashboard.intake.taught import KnownHeadings
from dashboard.intake.warning import warnings_of_import
from dashboard.persons import without_citizen_ids
from dashboard.registers import stored
from dashboard.settings import Settings
from dashboard.store import Building, Store
from dashboard.store.history import Refused
from dashboard.store.lake import NATION, Lake
from dashboard.store.renewed_marts import renew_marts
from dashboard.store.schema import create_tables
from dashboard.store.snapshots import Kind

Progress = Callable[[str, float], None]
Afterwards = Callable[[Building, int], None]


@dataclass(frozen=True)
class Signed:
    """Who imports, as far as they say, the cells they put right before, and the areas that they may change (none = the
    nation).
    """

    by: str = ""
    fixes: Sequence[Fix] = ()
    areas: tuple[str, ...] = ()


class _NothingStored(Exception):
    """Leaves the building of a snapshot without publishing it."""


def import_files(
    paths: Iterable[Path],
    store: Store | Lake,
    settings: Settings,
    *,
    kind: Kind = "real",
    dry_run: bool = False,
    strict: bool = False,
    fresh: bool = False,
    signed: Signed = Signed(),
    afterwards: Afterwards = lambda _building, _batch: None,
    progress: Progress = lambda _step, _share: None,
) -> ImportReport:
    """Import files or folders as one batch.

    `dry_run` reports without storing; `strict` stores nothing when one row is bad; `fresh` starts from an empty
    store of the same kind. Raises StoreKindMismatch, StoreIsBusy, HeadingsUnreadable. A report without registers:
    nothing was recognised. `afterwards` is given the store as it will be (writable) and the batch's number.
    `progress` is called with a step (`reading`, `checking`, `storing`, `counting`, `publishing`) and a share 0-1; an
    exception that it raises ends the import, and nothing is stored.
    """
    progress("reading", 0.0)
    return import_tables(
        read_for(store, paths, settings, kind), store, settings, kind=kind, dry_run=dry_run, strict=strict, fresh=fresh,
        signed=signed, afterwards=afterwards, progress=progress,
    )  # fmt: skip


def read_for(store: Store | Lake, paths: Iterable[Path], settings: Settings, kind: Kind = "real") -> ReadResult:
    """Read files or folders as an import into this store would: its office's own headings are known."""
    with knowing(KnownHeadings(store.folder, kind).taught()):
        return read_files(list(paths), settings)


def import_tables(
    found: ReadResult,
    store: Store | Lake,
    settings: Settings,
    *,
    kind: Kind = "real",
    dry_run: bool = False,
    strict: bool = False,
    fresh: bool = False,
    signed: Signed = Signed(),
    afterwards: Afterwards = lambda _building, _batch: None,
    progress: Progress = lambda _step, _share: None,
) -> ImportReport:
    """The same of files that were read already; what was read stays as it is."""
    if not found.tables:
        return ImportReport(None, (), (), tuple(found.ignored_sheets), tuple(found.problems))
    room: AbstractContextManager[Building] = store.rehearsal(kind) if dry_run else store.building(kind, fresh=fresh)
    report: ImportReport | None = None
    try:
        with room as building:
            report = _import_into(building, found, settings, signed, afterwards, progress)
            if strict and (report.n_rejected or report.problems):
                raise _NothingStored
            if dry_run:
                raise _NothingStored
            progress("publishing", 0.95)
    except _NothingStored:
        assert report is not None  # noqa: S101 - set before the only raise
        report = replace(report, batch=None)
    return report


def _import_into(
    building: Building,
    found: ReadResult,
    settings: Settings,
    signed: Signed,
    afterwards: Afterwards,
    progress: Progress,
) -> ImportReport:
    con = building.con
    tables, applied = with_fixes(found.tables, signed.fixes)
    create_tables(con)  # those that a base from a version before lacks
    progress("checking", 0.25)
    tables_of = Counter(t.register for t in tables)
    pieces = [piece for table in tables for piece in pieces_of(table)]
    checked = []
    for i, table in enumerate(pieces):
        progress("checking", 0.25 + 0.2 * i / len(pieces))
        register = stored()[table.register]
        alone = tables_of[table.register] == 1 and not con.table(register.name).limit(1).fetchall()
        checked.append(check_table(table, register, settings.day(), alone=alone))
    _refuse_others(checked, signed.areas)  # before anything is compared with what is stored
    batch_id = building.begin_batch(_provinces(checked))
    outcomes = store_tables(
        con, checked, batch_id, building.set_aside, lambda share: progress("storing", 0.45 + 0.25 * share)
    )
    note_corrections(con, checked, batch_id)
    warned = [Counter[str]() for _ in checked]
    if building.counts:
        building.renewed = renew_marts(con, batch_id, lambda share: progress("counting", 0.7 + 0.15 * share))
        warned = warnings_of_import(con, checked, settings.day())
    rejects = [_rejects(c, o) for c, o in zip(checked, outcomes, strict=True)]
    registers = _registers(checked, outcomes, rejects, warned)
    refused = [row for c, r in zip(checked, rejects, strict=True) for row in _refused(c, r)]
    by = without_citizen_ids(signed.by)
    write_history(con, building, batch_id, found, registers, refused, applied, by)
    write_succeeded(con, batch_id, checked)
    progress("counting", 0.85)
    afterwards(building, batch_id)
    return ImportReport(
        batch_id,
        tuple(registers),
        tuple(r for table_rejects in rejects for r in table_rejects),
        tuple(found.ignored_sheets),
        tuple(found.problems),
        tuple(refused),
        tuple(applied),
    )


def _refuse_others(checked: Sequence[Checked], areas: tuple[str, ...]) -> None:
    """Raise OutsideYourAreas when there is a row of a place that lies in none of the areas."""
    if areas:
        codes = {str(code) for c in checked for code in c.frame[c.register.place.value].dropna().unique()}
        nations = any(c.frame[c.register.place.value].isna().any() for c in checked)
        if nations or not all(code.startswith(areas) for code in codes):
            raise OutsideYourAreas(areas=",".join(areas))


def _provinces(checked: Sequence[Checked]) -> set[str]:
    """The provinces of the accepted rows; NATION among them where a row has none."""
    return {
        str(code)[:2] if isinstance(code, str) and code else NATION
        for c in checked
        for code in c.frame[c.register.place.value].unique()
    }


def _rejects(checked: Checked, outcome: Outcome) -> list[Reject]:
    """Every reason of every refused row of a table, in the order of the sheet."""
    table = checked.table
    name = (checked.register.name, table.file, table.sheet)
    rejects = [Reject(*name, r.row, r.column, r.value, r.code, r.facts) for r in checked.reasons]
    if outcome.fallen:
        position = {int(row): i for i, row in enumerate(table.rows)}
        for row, column, code, facts in outcome.fallen:
            blamed = column if column in table.columns else _place_column(checked)
            value = shown(table.columns[blamed][position[row]]) if blamed in table.columns else None
            heading = table.headings.get(blamed) if blamed in table.columns else None
            if column not in table.columns and column != checked.register.place.value:
                heading, value = checked.register.column(column).heading, None
            rejects.append(Reject(*name, row, heading or column, value, code, facts))
    return sorted(rejects, key=lambda r: r.row)


def _place_column(checked: Checked) -> str:
    """The column that tells the place: the code when there is one, else the deepest name."""
    columns = checked.table.columns
    return next(
        (c for c in ("village_code", "place_code", "district_code", "area_code", "moo", "subdistrict") if c in columns),
        checked.register.place.value,
    )


def _registers(
    checked: Sequence[Checked],
    outcomes: Sequence[Outcome],
    rejects: Sequence[list[Reject]],
    warned: Sequence[Counter[str]],
) -> list[RegisterReport]:
    """One entry per register, file and sheet; tables of one sheet are added up."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, c in enumerate(checked):
        groups[c.register.name, c.table.file, c.table.sheet].append(i)
    entries = []
    for (register, file, sheet), members in groups.items():
        tables = [checked[i].table for i in members]
        skipped: Counter[str] = sum((Counter(t.skipped) for t in tables), Counter())
        warnings: Counter[str] = sum((checked[i].warnings + warned[i] for i in members), Counter())
        entries.append(
            RegisterReport(
                register,
                file,
                sheet,
                read=sum(len(t.rows) for t in tables),
                new=sum(outcomes[i].new for i in members),
                changed=sum(outcomes[i].changed for i in members),
                unchanged=sum(outcomes[i].unchanged for i in members),
                rejected=len({r.row for i in members for r in rejects[i]}),
                skipped=dict(skipped),
                warnings=dict(+warnings),
                headings={k: v for t in tables for k, v in t.headings.items()},
                ignored_columns=tuple(dict.fromkeys(c for t in tables for c in t.ignored_columns)),
                dropped_columns=tuple(dict.fromkeys(c for t in tables for c in t.dropped_columns)),
            )
        )
    return entries


def _refused(checked: Checked, rejects: Sequence[Reject]) -> Iterator[Refused]:
    """The refused rows of a table, each with its cells as they were and all its reasons."""
    table = checked.table
    position = {int(row): i for i, row in enumerate(table.rows)} if rejects else {}
    by_row = [(row, list(reasons)) for row, reasons in groupby(rejects, key=lambda r: r.row)]
    known = identities(checked, {row: [r.column for r in reasons] for row, reasons in by_row})
    for row, reasons in by_row:
        yield Refused(
            checked.register.name,
            table.file,
            table.sheet,
            row,
            table.raw(position[row]),
            tuple((r.column, r.value, r.code, dict(r.facts)) for r in reasons),
            known[row].place_code,
            known[row].entity_key,
            known[row].content,
        )
