"""`sammachip redo`: put the batch that was taken back last in again."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.commands.undo import told
from dashboard.messages import say


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> argparse.ArgumentParser:
    """Declare the command and its option."""
    words = say(language, "command.redo")
    parser: argparse.ArgumentParser = subparsers.add_parser("redo", help=words, description=words, parents=[common])
    parser.add_argument("batch", type=int, nargs="?", metavar="BATCH", help=say(language, "command.redo.batch"))
    parser.add_argument("--by", default="", metavar="NAME", help=say(language, "command.by"))
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Redo and name the batch."""
    from dashboard.store import store_for_reading
    from dashboard.store.history import redo

    store = store_for_reading(args.settings)
    return told(args, store, "redo", lambda: redo(store, args.batch, args.by))
