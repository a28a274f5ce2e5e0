"""Files and folders in, tables of registers out: each file opened as what it is, each sheet searched for
tables.

A file that cannot be read is a problem of its own and stops no other. It must not know what cells mean or
where rows are stored.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import FileUnreadable
from dashboard.intake.citizen_ids import masked
from dashboard.intake.columns import table_of_columns
from dashboard.intake.csv_text import read_csv
from dashboard.intake.form_documents import forms_of_document
from dashboard.intake.form_sheets import forms_of, with_rows_again
from dashboard.intake.opening import REFUSED_SUFFIXES, SUFFIXES, format_of
from dashboard.intake.parquet_columns import read_parquet
from dashboard.intake.rows import tables_of
from dashboard.intake.tables import ColumnSheet, Sheet, Table
from dashboard.intake.workbook import read_workbook
from dashboard.persons import without_citizen_ids
from dashboard.settings import Settings


@dataclass(frozen=True)
class ReadResult:
    """What was found: tables, sheets without one (file, sheet, why), files that could not be read, and
    those that could (name, bytes, SHA-256).
    """

    tables: tuple[Table, ...]
    ignored_sheets: tuple[tuple[str, str, str], ...]
    problems: tuple[FileUnreadable, ...]
    files: tuple[tuple[str, int, str], ...]


def read_files(paths: Iterable[Path], settings: Settings) -> ReadResult:
    """Read files, and folders through all levels; nothing is raised for a file that cannot be read."""
    tables: list[Table] = []
    ignored: list[tuple[str, str, str]] = []
    problems: list[FileUnreadable] = []
    files: list[tuple[str, int, str]] = []
    for path, name, wanted in _with_names(paths):
        if not wanted:
            ignored.append((name, "", "other_format"))
            continue
        try:
            found, without = read_tables(path, settings, name)
            found = [masked(table) for table in found]
            files.append((name, path.stat().st_size, _sha256(path)))
        except FileUnreadable as problem:
            problems.append(problem)
        except OSError:
            problems.append(FileUnreadable(file=name, reason="not_found"))
        else:
            tables += found
            ignored += [(name, without_citizen_ids(sheet), "no_table") for sheet in without]
    return ReadResult(tuple(tables), tuple(ignored), tuple(problems), tuple(files))


def read_tables(path: Path, settings: Settings, name: str | None = None) -> tuple[list[Table], list[str]]:
    """The tables of one file, and its sheets that hold something but no table; raises FileUnreadable."""
    tables: list[Table] = []
    without: list[str] = []
    kind = format_of(path, name or path.name, settings)
    if kind == "map":
        from dashboard.intake.maps import read_map  # geometry takes longer to load than a small file to read

        return [read_map(path, name or path.name)], []
    if kind == "docx":
        found, anything = forms_of_document(path, name or path.name)
        return found, [""] if anything and not found else []
    for sheet in read_sheets(path, settings, name):
        found, anything = table_of_columns(sheet) if isinstance(sheet, ColumnSheet) else _found_in(sheet)
        tables += found
        if anything and not found:
            without.append(sheet.name)
    return tables, without


def _found_in(sheet: Sheet) -> tuple[list[Table], bool]:
    """The forms of a sheet whose labels run down, else its tables; and whether anything is filled in at all."""
    sheet = with_rows_again(sheet)
    forms = forms_of(sheet)
    return (forms, True) if forms else tables_of(sheet)


def read_sheets(path: Path, settings: Settings, name: str | None = None) -> Iterator[Sheet | ColumnSheet]:
    """The sheets of a file, hidden ones too; `name` is what the file is called. Raises FileUnreadable."""
    name = name or path.name
    match format_of(path, name, settings):
        case "xlsx":
            yield from read_workbook(path, name, settings)
        case "csv":
            yield read_csv(path, name, settings)
        case "parquet":
            yield read_parquet(path, name, settings)
        case "map" | "docx":  # features and paragraphs are no rows of a sheet
            raise FileUnreadable(file=name, reason="unknown_format")


def _with_names(paths: Iterable[Path]) -> Iterator[tuple[Path, str, bool]]:
    """Every file once, what it is called, and whether it is to be read; in folders other formats are not."""
    found: dict[Path, tuple[Path, str, str, bool]] = {}
    for given in map(Path, paths):
        if given.is_dir():
            for path in sorted(given.rglob("*")):
                inside = path.relative_to(given)
                if path.is_file() and not any(_is_hidden(part) for part in inside.parts):
                    wanted = path.suffix.lower() in (*SUFFIXES, *REFUSED_SUFFIXES) and not _is_other_json(path)
                    found.setdefault(path.resolve(), (path, inside.as_posix(), path.as_posix(), wanted))
        else:
            found.setdefault(given.resolve(), (given, given.name, given.as_posix(), True))
    used = Counter(short for _, short, _, _ in found.values())
    for path, short, full, wanted in found.values():
        yield path, without_citizen_ids(short if used[short] == 1 else full), wanted


def _is_hidden(part: str) -> bool:
    """Whether a name is a program's own: hidden files, locks of open workbooks, desktop droppings."""
    return part.startswith((".", "~$")) or part.lower() in ("thumbs.db", "desktop.ini", "__macosx")


def _is_other_json(path: Path) -> bool:
    """Whether a file in a folder is called .json and is no map: programs leave their settings so."""
    if path.suffix.lower() != ".json":
        return False
    with path.open("rb") as file:
        return b'"FeatureCollection"' not in file.read(4096)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
