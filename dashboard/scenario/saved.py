"""Named scenarios, kept in one small file of the store's folder beside its snapshots.

They are apart from the registers: imports and undo make and drop snapshots and leave them alone, and nothing that is
saved here is ever counted. What is kept is the text of the changes and the view they were made for, no numbers.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from dashboard.errors import UnreadableOption
from dashboard.persons import without_citizen_ids
from dashboard.scenario.address import rewritten
from dashboard.store.disk import write_whole
from dashboard.store.locking import locked_beside

FILE = "scenarios.json"
MOST = 200
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Saved:
    """A scenario by name: its changes as text, and the fiscal year and areas ('39,40', '' the nation) it is about."""

    id: int
    name: str
    text: str
    fiscal_year: int
    areas: str
    saved_at: str


def saved_in(folder: Path) -> list[Saved]:
    """The saved scenarios of a store, the newest first; one that can no longer be read is left out."""
    found = []
    for saved in sorted(_read(folder), key=lambda saved: -saved.id):
        with suppress(UnreadableOption):
            found.append(replace(saved, text=rewritten(saved.text)))
    return found


def save(folder: Path, name: str, text: str, fiscal_year: int, areas: str) -> Saved:
    """Keep a scenario under a name; one of the same name is replaced. The oldest go when there are too many.

    Raises UnreadableOption for a text that is no scenario, or without a name.
    """
    text = rewritten(text)
    clean = without_citizen_ids(" ".join(name.split()))[:LONGEST_NAME]
    if not clean:
        raise UnreadableOption(option="name", value=name)
    with locked_beside(folder / "scenarios.lock"):
        known = _read(folder)
        number = 1 + max((saved.id for saved in known), default=0)
        new = Saved(number, clean, text, fiscal_year, areas, datetime.now().replace(microsecond=0).isoformat())
        _write(folder, [*(saved for saved in known if saved.name != clean), new][-MOST:])
    return new


def forget(folder: Path, id_: int) -> None:
    """Take a saved scenario away; nothing happens when there is none of this number."""
    with locked_beside(folder / "scenarios.lock"):
        _write(folder, [saved for saved in _read(folder) if saved.id != id_])


def _read(folder: Path) -> list[Saved]:
    try:
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    return [Saved(**row) for row in rows if isinstance(row, dict) and row.keys() == Saved.__dataclass_fields__.keys()]


def _write(folder: Path, found: list[Saved]) -> None:
    write_whole(folder / FILE, json.dumps([asdict(saved) for saved in found], ensure_ascii=False, indent=1))
