"""`sammachip backup FILE`: the whole store in one file, checked."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dashboard.commands.noted import log_of
from dashboard.messages import say

_MEGABYTE = 1024 * 1024


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.backup")
    parser = subparsers.add_parser("backup", help=words, description=words, parents=[common])
    parser.add_argument("file", type=Path, metavar="FILE", help=say(language, "command.backup.file"))
    parser.add_argument("--with-undo", action="store_true", help=say(language, "command.backup.with_undo"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write and check a backup; 1 when a file of the store is damaged and the last good state was taken."""
    from dashboard.access.audit import Event
    from dashboard.store import store_for_reading
    from dashboard.store.backup import back_up

    language, store = args.settings.language, store_for_reading(args.settings)
    log = log_of(store)
    log.ready()
    holds = back_up(store, args.file, with_undo=args.with_undo)
    log.add(Event("export.backup", args.file.name, count=holds.n_files, names=True, few=True))
    print(say(language, "backup.done", file=args.file.name, megabytes=f"{holds.n_bytes / _MEGABYTE:,.1f}",
              files=holds.n_files, rows=f"{holds.n_rows:,}", batches=holds.n_batches))  # fmt: skip
    if holds.trouble:
        print(say(language, "backup.trouble", used=store.current().id), file=sys.stderr)
    return 1 if holds.trouble else 0
