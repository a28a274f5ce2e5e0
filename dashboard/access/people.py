"""Who has which role and areas, kept in one small file apart from every store.

The file is replaced whole, after it reached the disk; one that cannot be read lets nobody in rather than everybody.
Administrators named in the settings are known without it, so that the first one can sign in and a broken file can be
put right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.access.roles import ROLES, Person, Role, without_nested
from dashboard.errors import NotKnown, PeopleUnreadable, UnreadableOption
from dashboard.persons import without_citizen_ids
from dashboard.store.disk import write_whole
from dashboard.store.locking import locked_beside

FORMAT = 1
MOST = 5_000
LONGEST_ID = 120
_CODE = re.compile(r"(?:[0-9]{2}){1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Given:
    """A role and areas (none = the nation) given to somebody by who they sign in as, in small letters."""

    id: str
    role: Role
    areas: tuple[str, ...] = ()


class People:
    """The roles that were given, and the administrators that the settings name."""

    def __init__(self, path: Path, administrators: Sequence[str] = ()) -> None:
        self._path = path
        self._administrators = frozenset(known_as(name) for name in administrators if name.strip())

    def all(self) -> tuple[Given, ...]:
        """Everybody who was given a role, by id; none when there is no file. Raises PeopleUnreadable."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            if found["format"] != FORMAT:
                raise ValueError("format")
            return tuple(sorted((_read(row) for row in found["people"]), key=lambda given: given.id))
        except FileNotFoundError:
            return ()
        except (ValueError, KeyError, TypeError, AttributeError, UnreadableOption) as error:
            raise PeopleUnreadable(file=self._path.name) from error

    def named(self, name: str) -> Person:
        """The person who signed in under a name. Raises NotKnown when no role was given, PeopleUnreadable."""
        id_ = known_as(name)
        if not id_:
            raise NotKnown(name=name)
        if id_ in self._administrators:
            return Person(id_, "administrator")
        for given in self.all():
            if given.id == id_:
                return Person(id_, given.role, given.areas)
        raise NotKnown(name=name)

    def give(self, name: str, role: str, areas: Sequence[str]) -> Given:
        """Give somebody a role in some areas (none = the nation), in place of the one they had.

        Raises UnreadableOption for a name, role or area that is none, PeopleUnreadable, StoreIsBusy.
        """
        given = _checked(name, role, tuple(areas))
        with locked_beside(self._path.with_suffix(".lock")):
            known = [other for other in self.all() if other.id != given.id]
            if len(known) >= MOST:
                raise UnreadableOption(option="people", value=str(MOST))
            self._write([*known, given])
        return given

    def take(self, name: str) -> None:
        """Take somebody's role away; nothing happens when there is none."""
        id_ = known_as(name)
        with locked_beside(self._path.with_suffix(".lock")):
            self._write([other for other in self.all() if other.id != id_])

    def _write(self, found: Sequence[Given]) -> None:
        text = json.dumps({"format": FORMAT, "people": [asdict(g) for g in found]}, ensure_ascii=False, indent=1)
        write_whole(self._path, text)


def known_as(name: str) -> str:
    """The id of a name: providers spell addresses with capitals and blanks as they like."""
    return name.strip().casefold()


def _checked(name: str, role: str, areas: tuple[str, ...]) -> Given:
    id_ = known_as(name)
    if not id_ or len(id_) > LONGEST_ID or not id_.isprintable() or without_citizen_ids(id_) != id_:
        raise UnreadableOption(option="name", value=name[:40])
    if role not in ROLES:
        raise UnreadableOption(option="role", value=role[:40])
    for code in areas:
        if not _CODE.fullmatch(code):
            raise UnreadableOption(option="areas", value=code[:20])
    return Given(id_, role, without_nested(areas))


def _read(row: dict[str, object]) -> Given:
    areas = row["areas"]
    if not isinstance(areas, list):
        raise TypeError("areas")
    return _checked(str(row["id"]), str(row["role"]), tuple(str(code) for code in areas))
