"""`sammachip import`: store the registers in files or folders."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.commands.noted import noted
from dashboard.commands.steps import steps
from dashboard.messages import say
from dashboard.registers import SHAPES

if TYPE_CHECKING:
    from dashboard.access.acting import Act
    from dashboard.intake.report import ImportReport
    from dashboard.store import Building

MOST_REJECTS_SHOWN = 20
GIVES_WAY = 10
"""Priority (niceness) behind servers on the same machine, where people wait for pages."""


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.import")
    parser = subparsers.add_parser("import", help=words, description=words, parents=[common])
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=say(language, "command.import.paths"))
    parser.add_argument("--dry-run", action="store_true", help=say(language, "command.import.dry_run"))
    parser.add_argument("--strict", action="store_true", help=say(language, "command.import.strict"))
    parser.add_argument("--json", action="store_true", help=say(language, "command.import.json"))
    parser.add_argument("--by", default="", metavar="NAME", help=say(language, "command.by"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import and print what became of every row; 0 all accepted, 1 some refused, 2 nothing could be used."""
    gc.set_threshold(20_000, 20, 20)  # among millions of cells there is hardly any garbage to look for
    give_way()

    from dashboard.intake.importing import Signed, import_files
    from dashboard.measures.batch_moves import note_moves
    from dashboard.store.snapshots import store_at

    settings = args.settings

    def waiting(who: str, since: str) -> None:
        print(say(settings.language, "import.waiting", who=who, since=since), file=sys.stderr, flush=True)

    def note(building: Building, batch_id: int) -> None:
        note_moves(building, batch_id, settings.day())

    store = store_at(settings.real_store, settings, waiting=waiting)
    ask = partial(
        import_files, args.paths, store, settings, strict=args.strict, signed=Signed(args.by), afterwards=note
    )
    if args.dry_run:
        with steps(settings.language, logged=False) as at:
            report = ask(dry_run=True, progress=at.tell)
    else:
        with noted(store, "import", by=args.by) as act:
            with steps(settings.language, logged=False) as at:
                report = ask(progress=at.tell)
            write_down(act, report)
    tell(report, args)
    return report.exit_code


def give_way() -> None:
    """Let whoever looks at pages on this machine go first, where the system knows of such a thing."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, max(GIVES_WAY, os.getpriority(os.PRIO_PROCESS, 0)))


def write_down(act: Act, report: ImportReport) -> None:
    """What an import did, for the audit log."""
    act.count, act.file = report.n_read, ", ".join(dict.fromkeys(r.file for r in report.registers))
    act.facts["batch"] = str(report.batch or "")


def tell(report: ImportReport, args: argparse.Namespace) -> None:
    """The report as JSON where `--json` was given, else in words."""
    if args.json:
        print(json.dumps(report.to_json(args.settings.language), ensure_ascii=False))
    else:
        print_report(report, args.settings.language)


def print_report(report: ImportReport, language: str) -> None:
    """The report in words: a line per register, then the first refused rows, then what was not used."""
    from dashboard.intake.report import words_of

    for r in report.registers:
        where = f"{r.file} · {r.sheet}" if r.sheet else r.file
        print(say(language, "import.line", register=say(language, f"register.{r.register}"), where=where, read=r.read,
                  new=r.new, changed=r.changed, unchanged=r.unchanged, rejected=r.rejected))  # fmt: skip
        if r.register == SHAPES.name:
            print("   " + say(language, "import.codes_from", property=r.headings["code"]))
        for reason, n in r.skipped.items():
            print("   " + say(language, "import.skipped", reason=say(language, f"skipped.{reason}"), n=n))
        for code, n in r.warnings.items():
            print("   " + say(language, "import.warning", words=say(language, f"warning.{code}"), n=n))
        if r.ignored_columns:
            print("   " + say(language, "import.ignored_columns", columns=", ".join(r.ignored_columns)))
        if r.dropped_columns:
            print("   " + say(language, "import.dropped_columns", columns=", ".join(r.dropped_columns)))
    for reject in report.rejects[:MOST_REJECTS_SHOWN]:
        where = f"{reject.file} · {reject.sheet}" if reject.sheet else reject.file
        print(say(language, "import.reject", where=where, row=reject.row, column=reject.column,
                  message=reject.message(language)))  # fmt: skip
    if len(report.rejects) > MOST_REJECTS_SHOWN:
        print(say(language, "import.more_rejects", n=len(report.rejects) - MOST_REJECTS_SHOWN))
    for file, sheet, why in report.ignored_sheets:
        print(say(language, "import.ignored_sheet", where=f"{file} · {sheet}" if sheet else file,
                  why=say(language, f"ignored.{why}")))  # fmt: skip
    for problem in report.problems:
        print(words_of(problem, language), file=sys.stderr)
    if not report.registers and not report.problems:
        print(say(language, "error.nothing_recognised"), file=sys.stderr)
    elif report.batch is None and report.registers:
        print(say(language, "import.nothing_stored"))
    elif report.batch is not None:
        print(say(language, "import.stored", batch=report.batch))
