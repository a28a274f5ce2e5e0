"""`sammachip undo`: take the newest batch back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dashboard.commands.noted import noted
from dashboard.messages import say

if TYPE_CHECKING:
    from dashboard.store import Store


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> argparse.ArgumentParser:
    """Declare the command and its option."""
    words = say(language, "command.undo")
    parser: argparse.ArgumentParser = subparsers.add_parser("undo", help=words, description=words, parents=[common])
    parser.add_argument("batch", type=int, nargs="?", metavar="BATCH", help=say(language, "command.undo.batch"))
    parser.add_argument("--by", default="", metavar="NAME", help=say(language, "command.by"))
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Undo and name the batch."""
    from dashboard.store import store_for_reading
    from dashboard.store.history import undo

    store = store_for_reading(args.settings)
    return told(args, store, "undo", lambda: undo(store, args.batch, args.by))


def told(args: argparse.Namespace, store: Store, what: str, step: Callable[[], int]) -> int:
    """Take a batch back or put it in again, write that down, and name it."""
    with noted(store, what, by=args.by) as act:
        batch = step()
        act.facts["batch"] = str(batch)
    print(say(args.settings.language, f"{what}.done", batch=batch))
    return 0
