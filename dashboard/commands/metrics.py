"""`sammachip metrics`: the store in numbers, as lines that Prometheus and its kin read."""

from __future__ import annotations

import argparse
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.messages import say

if TYPE_CHECKING:
    from dashboard.store.metrics import Metric


def add(subparsers: Any, common: argparse.ArgumentParser, language: str) -> None:
    """Declare the command and its options."""
    words = say(language, "command.metrics")
    parser = subparsers.add_parser("metrics", help=words, description=words, parents=[common])
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help=say(language, "command.metrics.out"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the numbers, or replace a file with them in one step."""
    from dashboard.errors import SnapshotUnreadable
    from dashboard.store import store_for_reading
    from dashboard.store.disk import told_of_disk, write_whole
    from dashboard.store.metrics import store_metrics
    from dashboard.store.snapshots import store_at

    try:
        store = store_for_reading(args.settings, quick=True)
    except SnapshotUnreadable:  # that is a number too
        store = store_at(args.settings.real_store, args.settings, quick=True)
    text = _lines(store_metrics(store))
    if args.out is None:
        print(text, end="")
        return 0
    with told_of_disk(args.out.parent):
        write_whole(args.out, text)
        args.out.chmod(0o644)  # whoever collects them is another user; they tell nothing of persons
    return 0


def _lines(metrics: list[Metric]) -> str:
    """The text format: a line of help and kind, then a line for each number."""
    lines = []
    for name, group in groupby(metrics, key=lambda m: m.name):
        members = list(group)
        lines += [f"# HELP sammachip_{name} {members[0].help}", f"# TYPE sammachip_{name} gauge"]
        for metric in members:
            labels = ",".join(f'{label}="{value}"' for label, value in metric.labels)
            lines.append(f"sammachip_{name}{f'{{{labels}}}' if labels else ''} {metric.value}")
    return "\n".join(lines) + "\n"
