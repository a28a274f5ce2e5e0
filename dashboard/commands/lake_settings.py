"""`sammachip lake rules` and `lake target`: what the settings page changes in a store, in the lake that it shows."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dashboard.commands.noted import noted
from dashboard.commands.options import digits_of, fiscal_year_in
from dashboard.errors import UnreadableOption
from dashboard.messages import say
from dashboard.programme import MEASURES, RULES

if TYPE_CHECKING:
    from dashboard.store.lake import Lake


def add(does: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare both and their options."""
    words = say(language, "command.lake.rules")
    rules = does.add_parser("rules", help=words, description=words, parents=[common])
    words = say(language, "command.lake.target")
    target = does.add_parser("target", help=words, description=words, parents=[common])
    for parser in (rules, target):
        parser.add_argument("year", metavar="YEAR", help=say(language, "command.lake.year"))
    names = ", ".join(rule.id for rule in RULES)
    rules.add_argument(
        "values", nargs="+", metavar="RULE=VALUE", help=say(language, "command.lake.values", names=names)
    )
    names = ", ".join(measure.id for measure in MEASURES)
    target.add_argument("measure", metavar="MEASURE", help=say(language, "command.lake.measure", names=names))
    target.add_argument("value", nargs="?", metavar="VALUE", help=say(language, "command.lake.value"))
    target.add_argument("--area", default="", metavar="CODE", help=say(language, "command.lake.area"))
    for parser, run in ((rules, run_rules), (target, run_target)):
        parser.add_argument("--by", default="", metavar="NAME", help=say(language, "command.by"))
        parser.add_argument("--reason", default="", metavar="TEXT", help=say(language, "command.lake.reason"))
        parser.set_defaults(run=run)


def run_rules(args: argparse.Namespace) -> int:
    """Set rules of a year and name the batch."""
    from dashboard.store.changing import Signed, change_rules

    year, values, signed = fiscal_year_in(args.year, 0), _rules_in(args.values), Signed(args.by, args.reason)
    return _told(args, "rules", "", {"year": year}, lambda lake: change_rules(lake, year, values, signed))


def run_target(args: argparse.Namespace) -> int:
    """Set the target of an area, or without a value remove it, and name the batch."""
    from dashboard.store.changing import Signed, remove_target, set_target

    year, area, signed = fiscal_year_in(args.year, 0), digits_of(args.area) or "", Signed(args.by, args.reason)
    if args.measure not in {measure.id for measure in MEASURES}:
        raise UnreadableOption(option="MEASURE", value=args.measure)
    facts = {"year": year, "measure": args.measure}
    if args.value is None:
        return _told(args, "target.removed", area, facts,
                     lambda lake: remove_target(lake, year, area, args.measure, signed))  # fmt: skip
    value = _number(args.value)
    return _told(args, "target", area, facts | {"target": f"{value:.10g}"},
                 lambda lake: set_target(lake, year, area, args.measure, value, signed))  # fmt: skip


def _rules_in(texts: list[str]) -> dict[str, int]:
    """Rule → value. Raises UnreadableOption."""
    values = {}
    for text in texts:
        rule, _, value = text.partition("=")
        if rule not in {known.id for known in RULES} or not _number(value).is_integer():
            raise UnreadableOption(option="RULE=VALUE", value=text)
        values[rule] = int(_number(value))
    return values


def _number(text: str) -> float:
    try:
        return float(digits_of(text) or "")
    except ValueError as error:
        raise UnreadableOption(option="VALUE", value=text) from error


def _told(
    args: argparse.Namespace, what: str, area: str, facts: dict[str, object], change: Callable[[Lake], int]
) -> int:
    from dashboard.store.lake import again, lake_of
    from dashboard.store.snapshots import store_at

    settings = args.settings
    lake = lake_of(settings)
    with noted(store_at(settings.real_store, settings), what, by=args.by) as act:
        batch = again(lambda: change(lake))
        act.area = area
        act.facts |= {**{name: str(fact) for name, fact in facts.items()}, "batch": str(batch)}
    print(say(settings.language, "lake.set", batch=batch))
    return 0
