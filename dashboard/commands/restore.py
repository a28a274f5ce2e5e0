"""`sammachip restore FILE`: bring a backup back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dashboard.messages import say

if TYPE_CHECKING:
    from dashboard.store.snapshots import Kind


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its argument."""
    words = say(language, "command.restore")
    parser = subparsers.add_parser("restore", help=words, description=words, parents=[common])
    parser.add_argument("file", type=Path, metavar="FILE", help=say(language, "command.restore.file"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Bring a backup back and say what became of what was there."""
    from dashboard.access.acting import doing
    from dashboard.access.audit import AuditLog
    from dashboard.access.roles import LOCAL
    from dashboard.store.backup import restore
    from dashboard.store.packing import kind_of
    from dashboard.store.snapshots import store_at

    settings, language = args.settings, args.settings.language
    kind = kind_of(args.file)
    folder = settings.example_store if kind == "example" else settings.real_store
    with doing(AuditLog(folder, cast("Kind", kind)), LOCAL, "restore") as act:
        holds = restore(store_at(folder, settings), args.file)
        act.file, act.count = args.file.name, holds.n_files
    print(say(language, "restore.done", file=args.file.name, made=f"{holds.made_at:%Y-%m-%d %H:%M}",
              rows=f"{holds.n_rows:,}", batches=holds.n_batches))  # fmt: skip
    if holds.replaced_in:
        print(say(language, "restore.kept", snapshot=holds.kept_as or "–", folder=holds.replaced_in))
    elif holds.kept_as:
        print(say(language, "restore.kept_snapshot", snapshot=holds.kept_as))
    return 0
