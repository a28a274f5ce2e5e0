"""`sammachip batches`: what came in, the newest first."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dashboard.messages import say

if TYPE_CHECKING:
    from dashboard.store.history import SettingChange


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command."""
    words = say(language, "command.batches")
    parser = subparsers.add_parser("batches", help=words, description=words, parents=[common])
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a line per batch."""
    from dashboard.store import store_for_reading
    from dashboard.store.history import batches
    from dashboard.store.upgrade import up_to_date

    language = args.settings.language
    with up_to_date(store_for_reading(args.settings, quick=True)).open() as con:
        for b in batches(con):
            undone = say(language, "batches.undone", at=b.undone_at) if b.undone_at else ""
            if b.changes:
                words = "; ".join(_words_of(change, language) for change in b.changes)
                print(say(language, "batches.settings", batch=b.batch_id, at=b.stored_at, changes=words), undone)
                continue
            line = say(
                language,
                "batches.line",
                batch=b.batch_id,
                at=b.stored_at,
                files=", ".join(b.files),
                read=b.n_read,
                new=b.n_new,
                changed=b.n_changed,
                unchanged=b.n_unchanged,
                rejected=b.n_rejected,
            )
            by = say(language, "batches.by", by=b.stored_by) if b.stored_by else ""
            print(*filter(None, (line, by, undone)))
    return 0


def _words_of(change: SettingChange, language: str) -> str:
    """One changed value in words; areas by their codes."""
    is_rule = change.kind == "rule"
    return say(
        language,
        change.words,
        item=say(language, f"rule.{change.item}.name" if is_rule else f"measure.{change.item}.name"),
        year=change.fiscal_year,
        before="–" if change.before is None else f"{change.before:.10g}",
        after="–" if change.after is None else f"{change.after:.10g}",
        area=change.area_code or say(language, "kpi.nation"),
    )
