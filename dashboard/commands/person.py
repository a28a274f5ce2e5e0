"""`sammachip person`: everything that is held about one person or household as a table, or its erasure."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.commands.noted import log_of
from dashboard.commands.options import digits_of, print_aligned
from dashboard.messages import say

if TYPE_CHECKING:
    from dashboard.access.personal import Holding
    from dashboard.store import Store
    from dashboard.store.lake import Lake


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    words = say(language, "command.person")
    parser: argparse.ArgumentParser = subparsers.add_parser("person", help=words, description=words, parents=[common])
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help=say(language, "command.person.name"))
    parser.add_argument("--area", default="", metavar="CODE", help=say(language, "command.person.area"))
    parser.add_argument("--village", default="", metavar="CODE", help=say(language, "command.person.village"))
    parser.add_argument("--house", default="", metavar="NO", help=say(language, "command.person.house"))
    parser.add_argument("-o", "--out", type=Path, metavar="FILE.csv", help=say(language, "command.person.out"))
    parser.add_argument("--erase", action="store_true", help=say(language, "command.person.erase"))
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Print or write what is held, or erase it; 1 when nothing is held."""
    from dashboard.store import store_for_reading

    return asked(args, store_for_reading(args.settings))


def asked(args: argparse.Namespace, store: Store, lake: Lake | None = None) -> int:
    """The same for a store and the lake that it shows."""
    from dashboard.access.acting import doing
    from dashboard.access.personal import erase, holding
    from dashboard.access.roles import LOCAL
    from dashboard.store.personal import Subject

    language = args.settings.language
    subject = Subject(args.name, digits_of(args.area) or "", digits_of(args.village) or "", args.house)
    log = log_of(store)
    if args.erase:
        done = erase(store, log, LOCAL, subject, lake=lake)
        facts = {"rows": done.n_rows, "states": done.n_states, "texts": done.n_texts, "sign": done.sign}
        print(say(language, "person.erased", **facts))
        print(say(language, "person.stays"))
        return 0 if done.n_rows or done.n_texts else 1
    with doing(log, LOCAL, "person.held", areas=("",)) as act:
        found = holding(store, log, subject, lake)
        act.count = len(found.held)
        act.file = args.out.name if args.out else ""
    _tell(found, args.out, language)
    return 0 if found.held or found.beside else 1


def _tell(found: Holding, out: Path | None, language: str) -> None:
    import csv

    columns = ("table", "place", "column", "text")
    head = tuple(say(language, f"person.{column}") for column in columns)
    rows = [tuple(getattr(held, column) for column in columns) for held in found.held]
    if out is None:
        print_aligned([head, *rows])
    else:
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([head, *(tuple(f"'{t}" if t.startswith(("=", "+", "-", "@")) else t for t in r)
                                                for r in rows)])  # fmt: skip
    for name, n in found.beside:
        print(say(language, "person.beside", file=name, n=n))
    print(say(language, "person.states", n=found.n_states, audited=found.n_audited))
