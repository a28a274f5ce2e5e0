"""`sammachip undo`: take the newest batch back."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.commands.noted import noted
from dashboard.messages import say


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its option."""
    words = say(language, "command.undo")
    parser = subparsers.add_parser("undo", help=words, description=words, parents=[common])
    parser.add_argument("batch", type=int, nargs="?", metavar="BATCH", help=say(language, "command.undo.batch"))
    parser.add_argument("--by", default="", metavar="NAME", help=say(language, "command.by"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Undo and name the batch."""
    from dashboard.store import store_for_reading
    from dashboard.store.history import undo

    store = store_for_reading(args.settings)
    with noted(store, "undo", by=args.by) as act:
        batch = undo(store, args.batch, args.by)
        act.facts["batch"] = str(batch)
    print(say(args.settings.language, "undo.done", batch=batch))
    return 0
