"""`sammachip rejects`: the refused rows of a batch with their reasons, on screen or as a workbook to correct."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dashboard.messages import say


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.rejects")
    parser = subparsers.add_parser("rejects", help=words, description=words, parents=[common])
    parser.add_argument("batch", type=int, metavar="BATCH", help=say(language, "command.rejects.batch"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE.xlsx", help=say(language, "command.rejects.out"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a line per reason, or write the workbook."""
    from dashboard.intake.rejects import reason_in_words, write_rejects
    from dashboard.store import store_for_reading
    from dashboard.store.history import refused_rows

    language = args.settings.language
    with store_for_reading(args.settings, quick=True).current().open() as con:
        rows = refused_rows(con, args.batch)
    if args.out:
        args.out.write_bytes(write_rejects(rows, language))
        print(say(language, "rejects.written", n=len(rows), file=args.out))
        return 0
    for r in rows:
        for reason in r.reasons:
            print(say(language, "import.reject", where=f"{r.file} · {r.sheet}" if r.sheet else r.file, row=r.row,
                      column=reason[0], message=reason_in_words(reason, language)))  # fmt: skip
    print(say(language, "rejects.count", n=len(rows)))
    return 0
