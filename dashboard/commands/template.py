"""`sammachip template`: an empty register to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dashboard.messages import say


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.template")
    parser = subparsers.add_parser("template", help=words, description=words, parents=[common])
    parser.add_argument("register", metavar="REGISTER", help=say(language, "command.template.register"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE.xlsx", help=say(language, "command.template.out"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the workbook and name it."""
    from dashboard.intake.templates import template

    out = args.out or Path(f"{args.register}.xlsx")
    content = template(args.register, args.settings.language)
    out.write_bytes(content)
    print(say(args.settings.language, "template.written", file=out))
    return 0
