"""`sammachip audit`: what was done and what left, and whether its log is as it was written."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dashboard.commands.options import print_aligned, print_json
from dashboard.messages import catalogue, say

if TYPE_CHECKING:
    from dashboard.access.audit import AuditLog, Record

MOST_SHOWN = 100
_COLUMNS = ("n", "at", "who", "what", "file", "area", "as_of", "count", "names")


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.audit")
    parser = subparsers.add_parser("audit", help=words, description=words, parents=[common])
    parser.add_argument("--verify", action="store_true", help=say(language, "command.audit.verify"))
    parser.add_argument("--head", default="", metavar="CODE", help=say(language, "command.audit.head"))
    parser.add_argument("--all", action="store_true", help=say(language, "command.audit.all", n=MOST_SHOWN))
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help=say(language, "command.kpi.format")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the newest records, or with --verify whether the log is sound: 1 when it is not. Raises StoreIsEmpty."""
    from dashboard.access.audit import AuditLog
    from dashboard.store import store_for_reading

    store = store_for_reading(args.settings)
    log, language, as_json = AuditLog(store.folder, store.current().kind), args.settings.language, args.format == "json"
    if args.verify:
        return _verify(log, args.head, language, as_json=as_json)
    found = log.records(None if args.all else MOST_SHOWN)
    if as_json:
        print_json({"records": [_plain(record) for record in found]})
    elif found:
        rows = [_line(record, language) for record in found]
        print_aligned([tuple(say(language, f"audit.{column}") for column in _COLUMNS), *rows])
    else:
        print(say(language, "audit.nothing"))
    return 0


def _verify(log: AuditLog, head: str, language: str, *, as_json: bool) -> int:
    found = log.verify(head)
    if as_json:
        print_json({"records": found.n, "broken_line": found.broken_line, "why": found.why})
    elif found.broken_line is None:
        print(say(language, "audit.sound", n=found.n))
        for last in log.records(1):
            print(say(language, "audit.head_is", head=last.head))
    else:
        why = say(language, f"audit.why.{found.why}")
        print(say(language, "audit.broken", line=found.broken_line, why=why, n=found.n))
    return 0 if found.broken_line is None else 1


def _plain(record: Record) -> dict[str, Any]:
    return {"n": record.n, "at": record.at, **asdict(record.event)}


def _line(record: Record, language: str) -> tuple[str, ...]:
    event = record.event
    return (
        str(record.n),
        record.at[:19].replace("T", " "),
        event.who,
        say(language, f"audit.what.{event.what}") if f"audit.what.{event.what}" in catalogue(language) else event.what,
        event.file,
        event.area,
        event.as_of,
        "" if event.count is None else str(event.count),
        say(language, "audit.told") if event.names else "",
    )
