"""`sammachip batches`: what came in, the newest first."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.messages import say


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.batches")
    parser = subparsers.add_parser("batches", help=words, description=words, parents=[common])
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a line per batch."""
    from dashboard.store import store_for_reading
    from dashboard.store.history import batches

    language = args.settings.language
    with store_for_reading(args.settings).current().open() as con:
        for b in batches(con):
            undone = say(language, "batches.undone", at=b.undone_at) if b.undone_at else ""
            line = say(
                language,
                "batches.line",
                batch=b.batch_id,
                at=b.stored_at,
                files=", ".join(b.files),
                read=b.n_read,
                new=b.n_new,
                changed=b.n_changed,
                unchanged=b.n_unchanged,
                rejected=b.n_rejected,
            )
            print(line, undone)
    return 0
