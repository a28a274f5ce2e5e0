"""`sammachip redo`: put the batch that was taken back last in again."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.commands.noted import noted
from dashboard.messages import say


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its option."""
    words = say(language, "command.redo")
    parser = subparsers.add_parser("redo", help=words, description=words, parents=[common])
    parser.add_argument("batch", type=int, nargs="?", metavar="BATCH", help=say(language, "command.redo.batch"))
    parser.add_argument("--by", default="", metavar="NAME", help=say(language, "command.by"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Redo and name the batch."""
    from dashboard.store import store_for_reading
    from dashboard.store.history import redo

    store = store_for_reading(args.settings)
    with noted(store, "redo", by=args.by) as act:
        batch = redo(store, args.batch, args.by)
        act.facts["batch"] = str(batch)
    print(say(args.settings.language, "redo.done", batch=batch))
    return 0
