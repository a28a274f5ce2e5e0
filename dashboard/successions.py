"""Places of the DOPA list that lead on to others where the list itself is silent: `data/reference/successions.csv`.

It must not know what the list says (see `places`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from dashboard.settings import REFERENCE

FILE = REFERENCE / "successions.csv"


@dataclass(frozen=True)
class Succession:
    """An abolished place and the one that took its place, since when and by what act."""

    abolished_code: str
    abolished_name: str
    successor_code: str
    successor_name: str
    since: date
    source: str


@cache
def successions() -> Mapping[str, Succession]:
    """Abolished code → what followed it."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [
            Succession(code, name, successor, called, date.fromisoformat(since), source)
            for code, name, successor, called, since, source in list(csv.reader(file))[1:]
        ]
    return MappingProxyType({row.abolished_code: row for row in rows})
