"""`sammachip check`: the store's own health, then the data-quality list."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.messages import say

MOST_SHOWN = 10


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.check")
    parser = subparsers.add_parser("check", help=words, description=words, parents=[common])
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print health, what happened to the store and warnings; 1 when the store itself is not sound."""
    from dashboard import sql
    from dashboard.store import store_for_reading
    from dashboard.store.happened import damaged_kept, happened
    from dashboard.store.health import data_quality, health
    from dashboard.store.upgrade import up_to_date

    settings, language = args.settings, args.settings.language
    store = store_for_reading(settings)
    trouble = store.current().trouble  # before the store is brought up to date, which heals it
    snapshot = up_to_date(store)
    print(say(language, "check.store", kind=say(language, f"kind.{snapshot.kind}"), snapshot=snapshot.id))
    if trouble is not None:
        for key in (f"trouble.{trouble.code}", "trouble.todo"):
            print(say(language, "check.trouble", words=say(language, key, file=trouble.file, used=snapshot.id)))
    damaged = damaged_kept(store, snapshot)
    for file, damage in damaged:
        print(say(language, "check.damaged_kept", file=file, reason=say(language, f"file.snapshot_{damage}")))
    with snapshot.open() as con:
        faults = health(con)
        for line in faults:
            print(say(language, f"health.{line.code}", **line.facts))
        print(say(language, "check.sound" if not (faults or trouble or damaged) else "check.unsound"))
        _print_happened(happened(store, con), language)
        _print_succeeded(sql.records(con, "history/succeeded"), language)
        found = data_quality(con, settings.day())
    for code, warnings in found.items():
        print(say(language, "check.warning", words=say(language, f"warning.{code}"), n=len(warnings)))
        for w in warnings[:MOST_SHOWN]:
            print("   " + " · ".join(part for part in (w.place_code, w.entity, w.facts) if part))
        if len(warnings) > MOST_SHOWN:
            print("   …")
    if not found:
        print(say(language, "check.no_warnings"))
    return 1 if faults or trouble or damaged else 0


def _print_happened(events: list[tuple[str, dict[str, Any]]], language: str) -> None:
    if events:
        print(say(language, "check.happened"))
    for code, facts in events:
        print("   " + say(language, f"check.{code}", **facts))


def _print_succeeded(rows: list[dict[str, Any]], language: str) -> None:
    if rows:
        words, n = say(language, "warning.place_code_succeeded"), sum(row["n_rows"] for row in rows)
        print(say(language, "check.warning", words=words, n=n))
    for row in rows[:MOST_SHOWN]:
        print(
            "   "
            + say(language, "check.succeeded", **{**row, "register": say(language, f"register.{row['register']}")})
        )
    if len(rows) > MOST_SHOWN:
        print("   …")
