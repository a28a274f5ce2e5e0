"""Headings that an office matched by hand, remembered: one small file in the store's folder beside its snapshots.

Nothing is written over: a heading that is matched otherwise, or forgotten, is another version of it. The registers know
nothing of it; imports and undo leave it alone. It must not know where a heading stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dashboard.errors import HeadingsUnreadable
from dashboard.intake.headings import Taught, fold
from dashboard.persons import without_citizen_ids
from dashboard.registers import PLACE_CODES, PLACE_NAMES, stored
from dashboard.store.disk import write_whole
from dashboard.store.locking import locked_beside
from dashboard.store.snapshots import Kind

FORMAT = 1
MOST = 5_000  # versions
LONGEST = 200  # characters of a heading


@dataclass(frozen=True)
class Lesson:
    """What a heading means in a register: a column, '' when it is not used, None when that is forgotten again."""

    register: str
    heading: str
    column: str | None
    saved_at: str = ""
    saved_by: str = ""


class KnownHeadings:
    """What an office taught, by the folder of its store; the example's is apart."""

    def __init__(self, folder: Path, kind: Kind = "real") -> None:
        self._folder = folder
        self._path = folder / f"headings.{kind}.json"

    def versions(self) -> tuple[Lesson, ...]:
        """Every lesson, the first one first; none when there is no file. Raises HeadingsUnreadable."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            if found["format"] != FORMAT:
                raise ValueError("format")
            return tuple(Lesson(**row) for row in found["headings"])
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise HeadingsUnreadable(file=self._path.name) from error

    def lessons(self) -> tuple[Lesson, ...]:
        """What counts now, by register and heading. Raises HeadingsUnreadable."""
        last = {(lesson.register, fold(lesson.heading)): lesson for lesson in self.versions()}
        standing = (lesson for lesson in last.values() if lesson.column is not None and _is_known(lesson))
        return tuple(sorted(standing, key=lambda lesson: (lesson.register, lesson.heading)))

    def taught(self) -> Taught:
        """The same as what reading asks. Raises HeadingsUnreadable."""
        return Taught({(x.register, fold(x.heading)): x.column or "" for x in self.lessons()})

    def teach(self, lessons: Iterable[Lesson], saved_by: str = "") -> None:
        """Remember what headings mean, or forget them (column None). Raises HeadingsUnreadable, StoreIsBusy."""
        now = datetime.now().replace(microsecond=0).isoformat()
        new = [
            Lesson(
                x.register,
                without_citizen_ids(x.heading.strip())[:LONGEST],
                x.column,
                now,
                without_citizen_ids(saved_by.strip())[:LONGEST],
            )
            for x in lessons
            if fold(x.heading)
        ]
        with locked_beside(self._folder / "headings.lock"):
            self._write([*self.versions(), *new][-MOST:])

    def _write(self, versions: list[Lesson]) -> None:
        text = json.dumps({"format": FORMAT, "headings": [asdict(v) for v in versions]}, ensure_ascii=False, indent=1)
        write_whole(self._path, text)


def columns_of(register: str) -> dict[str, str]:
    """Column → its Thai heading, of everything that a heading of a register may be matched with, places first."""
    declared = stored()[register]
    names = {**PLACE_CODES[declared.place], **PLACE_NAMES}
    return {name: headings[0] for name, headings in names.items()} | {
        c.name: c.heading for c in declared.columns if c.headings
    }


def _is_known(lesson: Lesson) -> bool:
    return lesson.register in stored() and (not lesson.column or lesson.column in columns_of(lesson.register))
