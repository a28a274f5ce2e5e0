"""`sammachip lake`: offices that write at once, and the snapshots that everybody looks at (docs/scale.md)."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.commands import lake_settings, person, redo, undo
from dashboard.commands.import_ import tell, write_down
from dashboard.commands.noted import noted
from dashboard.commands.steps import steps
from dashboard.commands.undo import told
from dashboard.messages import say

if TYPE_CHECKING:
    from dashboard.intake.report import ImportReport
    from dashboard.settings import Settings


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and what it does."""
    words = say(language, "command.lake")
    parser = subparsers.add_parser("lake", help=words, description=words, parents=[common])
    does = parser.add_subparsers(dest="does", required=True, metavar="DOES")
    words = say(language, "command.lake.import")
    importing = does.add_parser("import", help=words, description=words, parents=[common])
    importing.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=say(language, "command.import.paths"))
    importing.add_argument("--dry-run", action="store_true", help=say(language, "command.import.dry_run"))
    importing.add_argument("--json", action="store_true", help=say(language, "command.import.json"))
    importing.add_argument("--by", default="", metavar="NAME", help=say(language, "command.by"))
    importing.set_defaults(run=run_import)
    for command, run in ((undo, run_undo), (redo, run_redo), (person, run_person)):
        command.add(does, common, language).set_defaults(run=run)
    lake_settings.add(does, common, language)
    words = say(language, "command.lake.publish")
    publishing = does.add_parser("publish", help=words, description=words, parents=[common])
    publishing.add_argument("--every", type=float, metavar="SECONDS", help=say(language, "command.lake.every"))
    publishing.set_defaults(run=run_publish)


def run_import(args: argparse.Namespace) -> int:
    """Import into the lake and print what became of every row; exit codes as `import` has them."""
    from dashboard.store.snapshots import store_at

    settings = args.settings
    if args.dry_run:
        report = _import(args, settings)
    else:
        with noted(store_at(settings.real_store, settings), "import", by=args.by) as act:
            report = _import(args, settings)
            write_down(act, report)
    tell(report, args)
    return report.exit_code


def _import(args: argparse.Namespace, settings: Settings) -> ImportReport:
    """Files are read once; where others rewrote the same files of the lake meanwhile, the rest is done again."""
    from dashboard.intake.importing import Signed, import_tables, read_for
    from dashboard.store.lake import again, lake_of

    lake = lake_of(settings)
    with steps(settings.language, logged=False) as at:
        found = read_for(lake, args.paths, settings)
        signed = Signed(args.by)
        return again(
            lambda: import_tables(found, lake, settings, dry_run=args.dry_run, signed=signed, progress=at.tell)
        )


def run_undo(args: argparse.Namespace) -> int:
    """Take a batch of the lake back and name it."""
    from dashboard.store.lake import lake_of
    from dashboard.store.lake_history import undo
    from dashboard.store.snapshots import store_at

    settings = args.settings
    store = store_at(settings.real_store, settings)
    return told(args, store, "undo", lambda: undo(lake_of(settings), args.batch, args.by))


def run_redo(args: argparse.Namespace) -> int:
    """Put a batch of the lake in again and name it."""
    from dashboard.store.lake import lake_of
    from dashboard.store.lake_history import redo
    from dashboard.store.snapshots import store_at

    settings = args.settings
    store = store_at(settings.real_store, settings)
    return told(args, store, "redo", lambda: redo(lake_of(settings), args.batch, args.by))


def run_person(args: argparse.Namespace) -> int:
    """Print or write what the lake holds of a person, or erase it there and in the store that shows it."""
    from dashboard.store.lake import lake_of
    from dashboard.store.snapshots import store_at

    return person.asked(args, store_at(args.settings.real_store, args.settings), lake_of(args.settings))


def run_publish(args: argparse.Namespace) -> int:
    """Make a snapshot of the lake where it holds something new; with `--every` again and again."""
    from dashboard.store.lake import lake_of
    from dashboard.store.publishing import publish
    from dashboard.store.snapshots import store_at

    settings, language = args.settings, args.settings.language
    store, lake = store_at(settings.real_store, settings), lake_of(settings)
    while True:
        with steps(language, logged=False) as at:
            made = publish(lake, store, at.tell)
        if made is not None:
            print(say(language, "lake.published", snapshot=made.id), flush=True)
        elif not args.every:
            print(say(language, "lake.nothing_new"), file=sys.stderr)
        if not args.every:
            return 0
        time.sleep(args.every)
