"""`sammachip deck`: the files of a meeting without a browser session: slides, an area's card, its monthly report."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.commands.options import day_of, digits_of, fiscal_year_in
from dashboard.errors import UnreadableOption
from dashboard.filters import Filters
from dashboard.messages import LANGUAGES, say
from dashboard.programme import MEASURES, fiscal_year_of

if TYPE_CHECKING:
    from dashboard.decks.ordering import Meeting, Order
    from dashboard.store import Store


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.deck")
    parser = subparsers.add_parser("deck", help=words, description=words, parents=[common])
    add_view_options(parser, language)
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help=say(language, "command.deck.out"))
    parser.add_argument("--slides", metavar="TEMPLATE", default="", help=say(language, "command.deck.slides"))
    parser.add_argument("--scenario", metavar="TEXT", default="", help=say(language, "command.deck.scenario"))
    parser.add_argument("--measure", metavar="ID", default="practising", help=say(language, "command.deck.measure"))
    parser.set_defaults(run=run)


def add_view_options(parser: argparse.ArgumentParser, language: str) -> None:
    """The options that say which meeting, and what its files may tell."""
    parser.add_argument("--area", metavar="CODE", help=say(language, "command.deck.area"))
    parser.add_argument("--fiscal-year", metavar="Y", help=say(language, "command.kpi.fiscal_year"))
    parser.add_argument("--as-of", metavar="DATE", help=say(language, "command.kpi.as_of"))
    parser.add_argument("--since", metavar="DATE", help=say(language, "command.deck.since"))
    parser.add_argument("--with-names", action="store_true", help=say(language, "command.deck.with_names"))
    parser.add_argument("--with-few", action="store_true", help=say(language, "command.deck.with_few"))
    parser.add_argument("--lang", choices=LANGUAGES, help=say(language, "command.deck.lang"))
    parser.add_argument(
        "--digits", choices=("arabic", "thai"), default="arabic", help=say(language, "command.deck.digits")
    )


def run(args: argparse.Namespace) -> int:
    """Make the file; raises UnreadableOption, UnknownArea, StoreIsEmpty, FileUnwritable, NoBrowser, BrowserFailed."""
    from dashboard.access.audit import AuditLog
    from dashboard.decks.making import kind_of, make_file
    from dashboard.decks.ordering import last_month
    from dashboard.store import store_for_reading

    out: Path = args.out
    kind = kind_of(out)
    order = order_of(args, slides=args.slides, scenario=args.scenario, measure=args.measure)
    if kind == "report" and order.since is None:
        order = replace(order, since=last_month(order.filters))
    store = store_for_reading(args.settings)
    meeting = fetch(store, order)
    log = AuditLog(store.folder, store.current().kind)
    event = meeting.event(f"export.{kind}", out.name)
    make_file(meeting, out, before_it_stands=lambda: log.add(event))
    print(say(args.settings.language, f"deck.done.{kind}", file=out, n=len(meeting.slides)))
    return 0


def order_of(args: argparse.Namespace, *, slides: str = "", scenario: str = "", measure: str = "practising") -> Order:
    """What the options ask for. Raises UnreadableOption."""
    from dashboard.decks.ordering import Order
    from dashboard.meeting.agenda import Privacy
    from dashboard.meeting.template import from_text

    if measure not in {m.id for m in MEASURES}:
        raise UnreadableOption(option="--measure", value=measure)
    as_of = day_of(args.as_of, args.settings.day())
    areas = tuple(dict.fromkeys(filter(None, (digits_of(args.area) or "").split(","))))
    return Order(
        filters=Filters(fiscal_year_in(args.fiscal_year, fiscal_year_of(as_of)), as_of, areas),
        since=day_of(args.since, as_of, option="--since") if args.since else None,
        template=from_text(slides),
        scenario=scenario,
        league=measure,
        privacy=Privacy(args.with_names, args.with_few),
        language=args.lang or args.settings.language,
        digits=args.digits,
    )


def fetch(store: Store, order: Order) -> Meeting:
    """The meeting of an order from a store. Raises StoreIsEmpty, UnknownArea, UnreadableOption."""
    from dashboard.decks.ordering import fetch_meeting
    from dashboard.meeting.keeping import Decisions
    from dashboard.scenario.fetching import asking
    from dashboard.store.upgrade import up_to_date

    snapshot = up_to_date(store)
    decisions = Decisions(store.folder, snapshot.kind).all()
    with snapshot.open() as con:
        return fetch_meeting(asking(con), order, decisions, is_example=snapshot.kind == "example", snapshot=snapshot.id)
