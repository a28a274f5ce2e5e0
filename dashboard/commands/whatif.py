"""`sammachip whatif`: where we land, what pace a target needs, what a scenario would change, who looks after what."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.commands.options import day_of, digits_of, fiscal_year_in, in_unit, print_aligned, print_json
from dashboard.errors import UnknownArea, UnreadableOption
from dashboard.filters import Filters
from dashboard.messages import say
from dashboard.programme import MEASURES, STAGES, fiscal_year_of, last_day

if TYPE_CHECKING:
    import duckdb

QUESTIONS = ("land", "pace", "total", "officers")
Answer = dict[str, Any]


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.whatif")
    parser = subparsers.add_parser("whatif", help=words, description=words, parents=[common])
    parser.add_argument("question", choices=QUESTIONS, help=say(language, "command.whatif.question"))
    parser.add_argument("--area", metavar="CODE", help=say(language, "command.kpi.area"))
    parser.add_argument("--fiscal-year", metavar="Y", help=say(language, "command.kpi.fiscal_year"))
    parser.add_argument("--as-of", metavar="DATE", help=say(language, "command.kpi.as_of"))
    parser.add_argument("--until", metavar="DATE", help=say(language, "command.whatif.until"))
    parser.add_argument("--measure", metavar="ID", help=say(language, "command.whatif.measure"))
    parser.add_argument("--scenario", metavar="TEXT", default="", help=say(language, "command.whatif.scenario"))
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help=say(language, "command.kpi.format")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the answer; raises UnreadableOption, UnknownArea, StoreIsEmpty."""
    from dashboard import sql
    from dashboard.store import store_for_reading
    from dashboard.store.upgrade import up_to_date

    settings = args.settings
    as_of = day_of(args.as_of, settings.day())
    area = digits_of(args.area) or ""
    filters = Filters(fiscal_year_in(args.fiscal_year, fiscal_year_of(as_of)), as_of, (area,) if area else ())
    until = day_of(args.until, last_day(filters.fiscal_year), option="--until")
    measure = _known(args.measure)
    with up_to_date(store_for_reading(settings, quick=True)).open() as con:
        if area and sql.rows(con, "areas/is_known", area=area) != [(True,)]:
            raise UnknownArea(area=area)
        answer = _ANSWERS[args.question](con, filters, until, measure, args.scenario)
    if args.format == "json":
        print_json(answer)
    else:
        _print_table(answer, settings.language)
    return 0


def _known(what: str | None) -> str | None:
    known = {m.id for m in MEASURES} | {f"stage.{s.number}" for s in STAGES}
    if what is not None and what not in known:
        raise UnreadableOption(option="--measure", value=what)
    return what


def _land(con: duckdb.DuckDBPyConnection, filters: Filters, until: date, measure: str | None, text: str) -> Answer:
    """Every measure and stage of the area, or one of them for the areas below it."""
    from dashboard.scenario import answers, plain

    if measure:
        found = answers.where_we_land(con, filters, until, [measure], text, by_area=True)
    else:
        found = answers.where_we_land(con, filters, until, text=text)
    return plain.head("land", filters, text) | {"rows": [plain.projection(row) for row in found]}


def _pace(con: duckdb.DuckDBPyConnection, filters: Filters, until: date, measure: str | None, text: str) -> Answer:
    from dashboard.scenario import answers, plain

    found = answers.what_we_must_do(con, filters, measure or "practising", until, text)
    return plain.head("pace", filters, text) | {"rows": [plain.pace(row) for row in found]}


def _total(con: duckdb.DuckDBPyConnection, filters: Filters, _until: date, _measure: str | None, text: str) -> Answer:
    from dashboard.scenario import answers, plain
    from dashboard.scenario.fetching import asking

    return plain.head("total", filters, text) | plain.total(answers.what_if(asking(con), filters, text))


def _officers(
    con: duckdb.DuckDBPyConnection, filters: Filters, _until: date, _measure: str | None, text: str
) -> Answer:
    from dashboard.scenario import answers, plain

    found = answers.who_does_what(con, filters, text)
    return plain.head("officers", filters, text) | {"districts": [plain.plan(row) for row in found]}


_ANSWERS: dict[str, Callable[..., Answer]] = {"land": _land, "pace": _pace, "total": _total, "officers": _officers}
_AMOUNTS = ("now", "low", "value", "high", "before", "after", "target")
_UNITS = {m.id: m.unit for m in MEASURES}
_COLUMNS = {
    "land": ("area_code", "what", "now", "low", "value", "high", "target", "outlook"),
    "pace": ("area_code", "now", "target", "missing", "needed_a_week", "last_four_weeks", "best_four_weeks",
             "siblings_median", "verdict"),
    "total": ("what", "before", "after", "target", "status"),
    "officers": ("village_code", "village_name", "from", "to", "by"),
}  # fmt: skip


def _print_table(answer: Answer, language: str) -> None:
    """A line that says that this is a scenario, then figures in their units, as the page shows them."""
    print(say(language, "whatif.command.title", scenario=answer["scenario"] or say(language, "whatif.command.none")))
    question = answer["question"]
    columns = _COLUMNS[question]
    lines = [tuple(_shown(row, c, language) for c in columns) for row in _lines(answer)]
    print_aligned([tuple(say(language, f"whatif.command.{c}") for c in columns), *lines])


def _lines(answer: Answer) -> Iterator[dict[str, Any]]:
    if answer["question"] == "total":
        for id_, after in answer["after"].items():
            before = answer["before"][id_]
            yield {"what": id_, "before": before["value"], "before_target": before["target"], "after": after["value"],
                   "target": after["target"], "status": after["status"]}  # fmt: skip
    elif answer["question"] == "officers":
        for district in answer["districts"]:
            yield from district["moves"]
    else:
        yield from answer["rows"]


def _shown(row: dict[str, Any], column: str, language: str) -> str:
    from dashboard.thai import NOTHING, format_number

    value = row.get(column)
    if value is None:
        return NOTHING
    if column in _AMOUNTS:
        target = None if column == "target" else row.get(f"{column}_target", row["target"])
        return in_unit(value, _UNITS.get(row.get("what", ""), "percent"), target)
    if isinstance(value, int | float):
        return format_number(value, 1)
    if column == "what":
        return _name(value, language)
    return say(language, f"whatif.{column}.{value}") if column in ("outlook", "verdict", "by") else (
        say(language, f"status.{value}") if column == "status" else str(value)
    )  # fmt: skip


def _name(what: str, language: str) -> str:
    if what.startswith("stage."):
        return say(language, f"stage.{STAGES[int(what.removeprefix('stage.')) - 1].id}.name")
    return say(language, f"measure.{what}.name")
