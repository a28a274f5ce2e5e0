"""The roles of the dashboard, what each may do, and the person who looks. Pure: it must not know how anybody signs in.

A person has one role and a set of areas. The areas limit what can be read at all (`store.scoped`); the role says what
may be seen of persons in them and what may be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from dashboard.errors import NotAllowed, OutsideYourAreas
from dashboard.filters import Filters

Role = Literal["viewer", "district", "province", "ministry", "editor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
Ability = Literal[
    "persons",  # names, house numbers and phones
    "small",  # values of fewer than five households
    "decide",  # decisions of a meeting, scenarios, templates
    "import",  # imports, undo, redo, headings matched by hand
    "settings",  # rules and targets
    "people",  # who has which role and areas
    "audit",  # the audit log
    "view_as",  # the dashboard as another role sees it
    "personal_data",  # everything that is held about one person, and its erasure
]
ABILITIES: Mapping[Role, frozenset[Ability]] = {
    "viewer": frozenset(),
    "district": frozenset({"persons", "small", "decide"}),
    "province": frozenset({"persons", "small", "decide"}),
    "ministry": frozenset({"decide"}),
    "editor": frozenset({"persons", "small", "decide", "import"}),
    "administrator": frozenset(get_args(Ability)),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who looks: an id (an address such as name@office, or 'local'), a role, and the codes of the areas that may be
    read (none = the nation). `seen_by` is the administrator who looks as this person, '' otherwise.
    """

    id: str
    role: Role
    areas: tuple[str, ...] = ()
    seen_by: str = ""

    def may(self, ability: Ability) -> bool:
        """Whether the role has an ability."""
        return ability in ABILITIES[self.role]

    def must(self, ability: Ability) -> None:
        """Raise NotAllowed when the role lacks an ability, or when somebody only looks as this person would."""
        if not self.may(ability) or self.seen_by:
            raise NotAllowed(ability=ability, role=self.role)

    def reaches(self, area: str) -> bool:
        """Whether a whole area ('' the nation) is among the person's own."""
        return not self.areas or any(area.startswith(own) for own in self.areas)

    def meets(self, area: str) -> bool:
        """Whether an area ('' the nation) is one of the person's own, inside one or around one."""
        return not self.areas or any(_meet(area, own) for own in self.areas)

    def limited(self, filters: Filters) -> Filters:
        """The view as far as this person reaches: of each area what is among the own ones.

        Raises OutsideYourAreas when nothing of it is. What it gives has only areas that are reached whole, so that no
        total stands under the name of an area of which only a part was counted.
        """
        if not self.areas:
            return filters
        asked = filters.areas or ("",)
        inside = [area if self.reaches(area) else own for area in asked for own in self.areas if _meet(area, own)]
        if not inside:
            raise OutsideYourAreas(areas=",".join(filters.areas))
        found = without_nested(inside)
        return filters if found == filters.areas else replace(filters, areas=found)


LOCAL = Person("local", "administrator")
"""The one user of a dashboard that listens on its own machine only and knows no sign-in."""


def _meet(area: str, own: str) -> bool:
    return area.startswith(own) or own.startswith(area)


def without_nested(codes: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The codes without repeats and without those that lie inside another one, in their order."""
    unique = tuple(dict.fromkeys(codes))
    return tuple(code for code in unique if not any(code != other and code.startswith(other) for other in unique))
