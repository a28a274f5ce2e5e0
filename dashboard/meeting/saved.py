"""Named templates of meetings: which slides in which order, kept in a small file beside the snapshots.

One file for real data and one for the example's. Imports and undo leave them alone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dashboard.errors import UnreadableOption
from dashboard.meeting.template import from_text
from dashboard.persons import without_citizen_ids
from dashboard.store.disk import write_whole
from dashboard.store.locking import locked_beside
from dashboard.store.snapshots import Kind

MOST = 100
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class SavedTemplate:
    """A template by name: its text ('' the usual order) and the measure that areas are ranked by."""

    id: int
    name: str
    text: str
    league: str
    saved_at: str


class SavedTemplates:
    """The named templates of a store."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self._folder = folder
        self._path = folder / f"meetings.{kind}.json"

    def all(self) -> list[SavedTemplate]:
        """Those that can be read, the newest first."""
        return sorted(self._read(), key=lambda saved: -saved.id)

    def save(self, name: str, text: str, league: str) -> SavedTemplate:
        """Keep a template under a name; one of the same name is replaced. The oldest go when there are too many.

        Raises UnreadableOption for a text that is no template, or without a name; StoreIsBusy.
        """
        from_text(text)
        clean = without_citizen_ids(" ".join(name.split()))[:LONGEST_NAME]
        if not clean:
            raise UnreadableOption(option="name", value=name)
        with locked_beside(self._folder / "meetings.lock"):
            known = self._read()
            number = 1 + max((saved.id for saved in known), default=0)
            new = SavedTemplate(number, clean, text, league, datetime.now().replace(microsecond=0).isoformat())
            self._write([*(saved for saved in known if saved.name != clean), new][-MOST:])
        return new

    def forget(self, id_: int) -> None:
        """Take a template away; nothing happens when there is none of this number."""
        with locked_beside(self._folder / "meetings.lock"):
            self._write([saved for saved in self._read() if saved.id != id_])

    def _read(self) -> list[SavedTemplate]:
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return []
        fields = SavedTemplate.__dataclass_fields__.keys()
        return [SavedTemplate(**row) for row in rows if isinstance(row, dict) and row.keys() == fields]

    def _write(self, found: list[SavedTemplate]) -> None:
        write_whole(self._path, json.dumps([asdict(saved) for saved in found], ensure_ascii=False, indent=1))
