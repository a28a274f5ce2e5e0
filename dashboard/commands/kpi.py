"""`sammachip kpi`: the measures of an area on any day, as a table, JSON or CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from dashboard.commands.options import day_of, digits_of, fiscal_year_in, in_unit, print_aligned, print_json
from dashboard.messages import say
from dashboard.programme import MEASURES, fiscal_year_of

LEVELS = ("nation", "province", "district", "subdistrict", "village")
FIGURES = ("value", "numerator", "denominator", "target", "status")


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.kpi")
    parser = subparsers.add_parser("kpi", help=words, description=words, parents=[common])
    parser.add_argument("--area", metavar="CODE", help=say(language, "command.kpi.area"))
    parser.add_argument("--by", choices=LEVELS, help=say(language, "command.kpi.by"))
    parser.add_argument("--fiscal-year", metavar="Y", help=say(language, "command.kpi.fiscal_year"))
    parser.add_argument("--as-of", metavar="DATE", help=say(language, "command.kpi.as_of"))
    parser.add_argument("--format", choices=tuple(_PRINT), default="table", help=say(language, "command.kpi.format"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the measures; raises UnreadableOption, UnknownArea, LevelAboveArea, StoreIsEmpty."""
    from dashboard.measures.kpi import kpi
    from dashboard.store import store_for_reading
    from dashboard.store.upgrade import up_to_date

    settings = args.settings
    as_of = day_of(args.as_of, settings.day())
    fiscal_year = fiscal_year_in(args.fiscal_year, fiscal_year_of(as_of))
    with up_to_date(store_for_reading(settings, quick=True)).open() as con:
        answer = kpi(con, digits_of(args.area), args.by, fiscal_year, as_of, settings.language)
    _PRINT[args.format](answer, as_of, settings.language)
    return 0


def _print_json(answer: dict[str, Any], _as_of: date, _language: str) -> None:
    print_json(answer)


def _print_csv(answer: dict[str, Any], _as_of: date, _language: str) -> None:
    """One record per area and measure; the nation's code is empty."""
    import csv

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("area_code", "area_name", "measure", *FIGURES))
    for row in answer["rows"]:
        for id_, measure in row["measures"].items():
            out.writerow((row["area_code"], row["area_name"], id_, *(measure[f] for f in FIGURES)))


def _print_table(answer: dict[str, Any], as_of: date, language: str) -> None:
    """A block per area: a line per measure, figures with at most one decimal."""
    from dashboard.thai import format_date

    day = format_date(as_of, "en" if language == "en" else "th")
    print(say(language, "kpi.title", fiscal_year=answer["fiscal_year"], as_of=day))
    headings = tuple(say(language, f"kpi.{word}") for word in ("measure", *FIGURES))
    for row in answer["rows"]:
        print(f"\n{row['area_code'] or ''} {row['area_name']}".replace("\n ", "\n"))
        print_aligned([headings, *_table_lines(row["measures"], language)])
    if not answer["rows"]:
        print(say(language, "kpi.no_rows"))


def _table_lines(measures: dict[str, Any], language: str) -> Iterator[tuple[str, ...]]:
    from dashboard.thai import NOTHING, format_number

    for m in MEASURES:
        figures = measures[m.id]
        yield (
            say(language, f"measure.{m.id}.name"),
            in_unit(figures["value"], m.unit, figures["target"]),
            format_number(figures["numerator"]),
            format_number(figures["denominator"]),
            in_unit(figures["target"], m.unit),
            say(language, f"status.{figures['status']}") if figures["target"] is not None else NOTHING,
        )


_PRINT: dict[str, Callable[[dict[str, Any], date, str], None]] = {
    "table": _print_table,
    "json": _print_json,
    "csv": _print_csv,
}
