"""What may be done, by whom, and that it is written down: the one way through which anything is changed.

    with doing(log, person, "import") as act:
        report = import_files(...)
        act.count = report.n_rows

Nothing is begun by somebody whose role lacks the ability, nor where the log cannot be written. What was given up leaves
no line. It must not know how a thing is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from dashboard.access.audit import AuditLog, Event
from dashboard.access.roles import Ability, Person
from dashboard.errors import OutsideYourAreas

ACTS: Final[Mapping[str, Ability]] = {
    "import": "import",
    "undo": "import",
    "redo": "import",
    "headings": "import",  # matched by hand, or forgotten
    "rules": "settings",
    "target": "settings",
    "target.removed": "settings",
    "settings.undo": "settings",
    "settings.redo": "settings",
    "restore": "settings",
    "decision": "decide",
    "decision.changed": "decide",
    "scenario": "decide",
    "scenario.forgotten": "decide",
    "template": "decide",
    "template.forgotten": "decide",
    "role.given": "people",
    "role.taken": "people",
    "view_as": "view_as",
    "person.held": "personal_data",
    "person.erasing": "personal_data",  # begun: a crash may have left a part of it undone
    "person.erased": "personal_data",
}
"""What can be done → the ability that it takes; `audit.what.<act>` are its words."""


@dataclass
class Act:
    """What the log will say of something that is being done; see `Event`."""

    area: str = ""
    file: str = ""
    count: int | None = None
    facts: dict[str, str] = field(default_factory=dict)


@contextmanager
def doing(log: AuditLog, person: Person, what: str, *, areas: Iterable[str] = (), **facts: object) -> Iterator[Act]:
    """Do something inside; it is in the log once the block ends without an exception.

    `areas` are the codes of what is changed ('' the nation): each must be the person's own as a whole. Facts that are
    None or '' are left out. Raises NotAllowed, OutsideYourAreas, AuditUnwritable, StoreIsBusy before anything was done.
    """
    person.must(ACTS[what])
    whole = tuple(areas)
    if not all(person.reaches(area) for area in whole):
        raise OutsideYourAreas(areas=",".join(whole))
    log.ready()
    act = Act(",".join(whole), facts={name: str(fact) for name, fact in facts.items() if fact not in (None, "")})
    yield act
    log.add(Event(what, act.file, act.area, filters=act.facts, count=act.count, who=person.id))
