"""Decisions on disk: one small file in the store's folder beside its snapshots, another one for the example.

They are apart from the registers: imports and undo make and drop snapshots and leave them alone. A file is replaced
whole, after it reached the disk; one that cannot be read is never written over.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dashboard.errors import (
    DecisionChanged,
    DecisionsFull,
    DecisionsUnreadable,
    UnknownDecision,
    UnreadableOption,
)
from dashboard.meeting.decisions import STATUSES, Decided, Decision, DecisionStatus, Version, clean_text, cleaned
from dashboard.store.disk import write_whole
from dashboard.store.locking import locked_beside
from dashboard.store.snapshots import Kind

FORMAT = 1
MOST = 10_000
MOST_VERSIONS = 200


class Decisions:
    """The decisions of a store. Those of the example are in a file of their own, never mixed with real ones."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self._folder = folder
        self._path = folder / f"decisions.{kind}.json"

    def all(self) -> tuple[Decision, ...]:
        """Every decision, the first one first; none when there is no file. Raises DecisionsUnreadable."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            if found["format"] != FORMAT:
                raise ValueError("format")
            return tuple(_read(row) for row in found["decisions"])
        except FileNotFoundError:
            return ()
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise DecisionsUnreadable(file=self._path.name) from error

    def add(self, decided: Decided, on: date) -> Decision:
        """Take a decision in the meeting of a day. Raises UnreadableOption, DecisionsFull, DecisionsUnreadable."""
        first = Version(on, _due_after(cleaned(decided), on), saved_at=_now())
        with locked_beside(self._folder / "decisions.lock"):
            known = self.all()
            if len(known) >= MOST:
                raise DecisionsFull(most=MOST)
            new = Decision(1 + max((decision.id for decision in known), default=0), (first,))
            self._write([*known, new])
        return new

    def change(
        self,
        id_: int,
        on: date,
        *,
        seen: int,
        decided: Decided | None = None,
        status: DecisionStatus | None = None,
        note: str = "",
    ) -> Decision:
        """Add a version that counts from the meeting of a day: another content, another status, or both.

        `seen` is how many versions its author saw. Raises DecisionChanged when there are more by now, UnknownDecision,
        UnreadableOption (a day before the last version's among them), DecisionsFull. Without a difference nothing is
        added.
        """
        if status is not None and status not in STATUSES:
            raise UnreadableOption(option="status", value=str(status)[:20])
        content = None if decided is None else cleaned(decided)
        why = clean_text("note", note)
        with locked_beside(self._folder / "decisions.lock"):
            known = self.all()
            old = next((decision for decision in known if decision.id == id_), None)
            if old is None:
                raise UnknownDecision(id=id_)
            if len(old.versions) != seen:
                raise DecisionChanged(id=id_)
            new = _changed(old, on, content, status, why)
            if new != old:
                self._write([new if decision.id == id_ else decision for decision in known])
        return new

    def _write(self, found: Sequence[Decision]) -> None:
        text = json.dumps({"format": FORMAT, "decisions": [_plain(d) for d in found]}, ensure_ascii=False, indent=1)
        write_whole(self._path, text)


def _changed(old: Decision, on: date, decided: Decided | None, status: DecisionStatus | None, note: str) -> Decision:
    last = old.versions[-1]
    if on < last.on:
        raise UnreadableOption(option="on", value=on.isoformat())
    if decided is not None and decided.due_on != last.decided.due_on:
        _due_after(decided, old.taken_on)
    new = replace(last, decided=decided or last.decided, status=status or last.status)
    if new == last and not note:
        return old
    if len(old.versions) >= MOST_VERSIONS:
        raise DecisionsFull(most=MOST_VERSIONS)
    return Decision(old.id, (*old.versions, replace(new, on=on, note=note, saved_at=_now())))


def _due_after(decided: Decided, on: date) -> Decided:
    """The same; UnreadableOption when it would be due before the meeting that takes it."""
    if decided.due_on < on:
        raise UnreadableOption(option="due_on", value=decided.due_on.isoformat())
    return decided


def _now() -> str:
    return datetime.now().replace(microsecond=0).isoformat()


def _plain(decision: Decision) -> dict[str, Any]:
    versions = [asdict(version) for version in decision.versions]
    for version in versions:
        version["on"] = version["on"].isoformat()
        version["decided"]["due_on"] = version["decided"]["due_on"].isoformat()
    return {"id": decision.id, "versions": versions}


def _read(row: dict[str, Any]) -> Decision:
    versions = tuple(_read_version(version) for version in row["versions"])
    if not versions or not isinstance(row["id"], int):
        raise ValueError("decision")
    return Decision(row["id"], versions)


def _read_version(row: dict[str, Any]) -> Version:
    decided = row["decided"] | {"due_on": date.fromisoformat(row["decided"]["due_on"])}
    if row["status"] not in STATUSES:
        raise ValueError("status")
    facts = row | {"on": date.fromisoformat(row["on"]), "decided": Decided(**decided)}
    return Version(**facts)
