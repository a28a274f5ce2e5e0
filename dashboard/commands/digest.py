"""`sammachip digest`: what needs attention and a card per area as files, and by mail, for a scheduled job."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.commands.deck import add_view_options, fetch, order_of
from dashboard.messages import say
from dashboard.programme import first_day

if TYPE_CHECKING:
    from dashboard.decks.digest import Digest
    from dashboard.decks.ordering import Meeting
    from dashboard.mail import MailServer

WEEK = timedelta(days=7)


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.digest")
    parser = subparsers.add_parser("digest", help=words, description=words, parents=[common])
    add_view_options(parser, language)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help=say(language, "command.digest.out"))
    parser.add_argument(
        "--cards", choices=("all", "own", "none"), default="all", help=say(language, "command.digest.cards")
    )
    parser.add_argument("--mail-to", metavar="ADDRESSES", default="", help=say(language, "command.digest.mail_to"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the files and send the letter; raises what `deck` raises, and MailFailed once the files are written."""
    from dashboard.access.audit import AuditLog
    from dashboard.decks.digest import write_digest
    from dashboard.mail import addresses, server_from
    from dashboard.store import store_for_reading

    language = args.settings.language
    to = addresses(args.mail_to, "--mail-to")
    server = server_from(os.environ) if to else None  # a wrong setting is told before anything is made
    order = order_of(args)
    if order.since is None:
        week_before = order.filters.as_of - WEEK
        order = replace(order, since=week_before if week_before >= first_day(order.filters.fiscal_year) else None)
    store = store_for_reading(args.settings)
    meeting = fetch(store, order)
    log = AuditLog(store.folder, store.current().kind)
    event = meeting.event("export.digest", args.out.name)
    digest, files = write_digest(
        meeting, args.out, args.cards, before_it_stands=lambda n: log.add(replace(event, count=n))
    )
    print(say(language, "digest.done", folder=args.out, n=len(files)))
    if server is not None:
        log.add(replace(event, what="mail.digest", filters={**event.filters, "to": ",".join(to)}, count=len(to)))
        _send(server, to, meeting, digest, args.out)
        print(say(language, "digest.sent", to=", ".join(to)))
    return 0


def _send(server: MailServer, to: tuple[str, ...], meeting: Meeting, digest: Digest, folder: Path) -> None:
    """The page and the text as a letter; of the cards, the area's own."""
    from dashboard.decks.digest import page, text
    from dashboard.mail import Picture, letter, send

    own = replace(digest, cards=digest.cards[:1])
    pictures = [Picture(name, (folder / name).read_bytes()) for name in own.cards]
    html = page(own, meeting, lambda name: f"cid:{name}")
    send(server, letter(server.sender, to, digest.title, text(own, meeting), html, pictures))
