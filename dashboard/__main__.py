"""The `sammachip` command: a few lines over the rooms, no logic."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.commands import (
    audit,
    backup,
    batches,
    check,
    deck,
    demo,
    digest,
    import_,
    kpi,
    lake,
    metrics,
    person,
    redo,
    rejects,
    restore,
    serve,
    template,
    undo,
    whatif,
)
from dashboard.errors import SammachipError
from dashboard.messages import LANGUAGES, say
from dashboard.settings import read_settings

COMMANDS = (
    demo,
    template,
    import_,
    batches,
    undo,
    redo,
    rejects,
    kpi,
    whatif,
    deck,
    digest,
    check,
    backup,
    restore,
    person,
    audit,
    metrics,
    lake,
    serve,
)


def _parser(language: str) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--store", type=Path, default=argparse.SUPPRESS, metavar="FOLDER", help=say(language, "command.store")
    )
    common.add_argument(
        "--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=say(language, "command.language")
    )
    parser = argparse.ArgumentParser("sammachip", description=say(language, "command.about"), parents=[common])
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers, common, language)
    return parser


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors a person can act on are printed in words."""
    _speak_utf8()
    language = os.environ.get("SAMMACHIP_LANGUAGE", "th")
    args = _parser(language if language in LANGUAGES else "th").parse_args(argv)
    args.settings = read_settings(store=getattr(args, "store", None), language=getattr(args, "language", None))
    try:
        return int(args.run(args))
    except SammachipError as error:
        from dashboard.intake.report import words_of

        print(words_of(error, args.settings.language), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
