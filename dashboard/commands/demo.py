"""`sammachip demo`: write the example registers and store them in the example store."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.commands.steps import steps
from dashboard.messages import say

DEFAULT_PROVINCES = "33,39,40,92"


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.demo")
    parser = subparsers.add_parser("demo", help=words, description=words, parents=[common])
    parser.add_argument(
        "--provinces",
        default=DEFAULT_PROVINCES,
        metavar="CODES",
        help=say(language, "command.demo.provinces"),
    )
    parser.add_argument(
        "--scale", choices=("example", "nation"), default="example", help=say(language, "command.demo.scale")
    )
    parser.add_argument("--seed", type=int, default=2560, help=say(language, "command.demo.seed"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write, import, and say what there is now."""
    from dashboard.demo.example_store import make_example_store

    language = args.settings.language
    with steps(language) as at:
        report = make_example_store(
            args.settings, provinces=_codes(args.provinces), scale=args.scale, seed=args.seed, progress=at.tell
        )
    stored = sum(r.new for r in report.registers)
    print(say(language, "demo.done", rows=f"{stored:,}", folder=args.settings.example_store))
    return report.exit_code


def _codes(text: str) -> tuple[str, ...]:
    from dashboard import places
    from dashboard.errors import UnreadableOption

    codes = tuple(c.strip() for c in text.split(",") if c.strip())
    if not codes or any(len(c) != 2 or not places.known(c) for c in codes):
        raise UnreadableOption(option="--provinces", value=text)
    return codes
