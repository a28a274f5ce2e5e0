"""`sammachip rejects`: the refused rows of a batch with their reasons, on screen or as a workbook to correct."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.commands.noted import log_of
from dashboard.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.store.history import Refused


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.rejects")
    parser = subparsers.add_parser("rejects", help=words, description=words, parents=[common])
    parser.add_argument("batch", type=int, metavar="BATCH", help=say(language, "command.rejects.batch"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE.xlsx", help=say(language, "command.rejects.out"))
    parser.add_argument("--of", type=Path, metavar="FILE", help=say(language, "command.rejects.of"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a line per reason, or write the workbook."""
    from dashboard.access.audit import Event
    from dashboard.intake.rejects import reason_in_words, write_rejects
    from dashboard.store import store_for_reading
    from dashboard.store.history import refused_rows

    language = args.settings.language
    store = store_for_reading(args.settings, quick=True)
    with store.current().open() as con:
        rows = refused_rows(con, args.batch)
    if args.out:
        made = _in_its_own_file(args, rows) if args.of else write_rejects(rows, language)
        log_of(store).add(Event("export.table", args.out.name, count=len(rows), names=True, few=True))
        args.out.write_bytes(made)
        print(say(language, "rejects.written", n=len(rows), file=args.out))
        return 0
    for r in rows:
        for reason in r.reasons:
            print(say(language, "import.reject", where=f"{r.file} · {r.sheet}" if r.sheet else r.file, row=r.row,
                      column=reason[0], message=reason_in_words(reason, language)))  # fmt: skip
    print(say(language, "rejects.count", n=len(rows)))
    return 0


def _in_its_own_file(args: argparse.Namespace, rows: Sequence[Refused]) -> bytes:
    """The file that came in with the reasons in it. Raises FileUnreadable: other_file when no refused row is of it."""
    from dashboard.errors import FileUnreadable
    from dashboard.intake.importing import read_for
    from dashboard.intake.marking import with_reasons
    from dashboard.persons import without_citizen_ids
    from dashboard.store import store_for_reading

    settings, path = args.settings, args.of
    found = read_for(store_for_reading(settings), [path], settings)
    if found.problems:
        raise found.problems[0]
    own = [row for row in rows if Path(row.file).name == without_citizen_ids(path.name)]
    renamed = [replace(row, file=path.name) for row in own]
    data = with_reasons(path, path.name, found.tables, renamed, settings.language) if own else None
    if data is None:
        raise FileUnreadable(file=path.name, reason="other_file")
    return data
