"""What a view is limited to: areas in and out, officers, how far villages are, fiscal year, as-of day.

Frozen, so that it can key a cache. It renders twice: as SQL parameters and as the address of the page (a sentence is
made by `ui`). It must not know which page uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard import thai
from dashboard.errors import UnreadableOption
from dashboard.persons import name_key
from dashboard.programme import STAGES, fiscal_year_of

TRAINING = ("none", "started", "complete")
OTOP = ("none", "group", "registered")
STAGE = tuple(f"{sign}{stage.number}" for stage in STAGES for sign in ("", "-"))
KEPT = (0, 2)  # code lengths of the areas whose sums the store keeps: the nation and its provinces
UNSAID = "-"  # in an address: those whose register does not say (an empty text)


@dataclass(frozen=True)
class Filters:
    """`areas` are DOPA codes of any level (none = the nation), `without` are left out of them.

    `officers` are names as the villages' register has them ('' = none named). `training` (one of TRAINING) and `otop`
    (one of OTOP) limit the view to villages that stand so on `status_on` (default: the as-of day), '' = all; `stage` to
    those that have reached a stage by then (1 to 11) or have not (negative), 0 = all.
    `occupation` limits households and groups, not villages, to a type of occupation; None = all, '' = not said.
    """

    fiscal_year: int
    as_of: date
    areas: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    compare_on: date | None = None
    officers: tuple[str, ...] = ()
    training: str = ""
    otop: str = ""
    stage: int = 0
    occupation: str | None = None
    status_on: date | None = None

    @property
    def area(self) -> str:
        """The one area that the breadcrumb shows: '' for the nation or for several."""
        return self.areas[0] if len(self.areas) == 1 else ""

    @property
    def child_digits(self) -> int:
        """The code length of the areas to rank: one level below the area, or the several areas themselves."""
        if len(self.areas) > 1:
            return max(len(code) for code in self.areas)
        return min(len(self.area) + 2, 8)

    def params(self) -> dict[str, Any]:
        """Every parameter that a query may take of a view; `scope` is what `village_scope` limits villages by."""
        return {
            "fiscal_year": self.fiscal_year,
            "as_of": self.as_of,
            "occupation": self.occupation,
            "scope": {
                "fiscal_year": self.fiscal_year,
                "areas": list(self.areas) or None,
                "without": list(self.without),
                "officers": list(self.officers) or None,
                "training": self.training or None,
                "otop": self.otop or None,
                "stage": self.stage or None,
                "status_on": self.status_on or self.as_of,
            },
        }

    def at(self, day: date) -> Filters:
        """The same villages on another day: those that stand so on the view's own day."""
        return replace(self, as_of=day, status_on=self.status_on or self.as_of)

    def of(self, *areas: str) -> Filters:
        """The same view of other areas ('' or none: the nation), nothing left out."""
        return replace(self, areas=tuple(area for area in areas if area), without=())

    def kept_level(self, digits: int) -> int | None:
        """The code length (one of KEPT) of the areas that this view is made of when it is told apart by `digits`.

        None when it takes single villages, or smaller areas than sums are kept for.
        """
        if self.officers or self.training or self.otop or self.stage:
            return None
        least = max((digits, *(len(code) for code in (*self.areas, *self.without))))
        return next((level for level in KEPT if level >= least), None)

    def to_query(self) -> dict[str, str]:
        """The address of this view: `area`, `without`, `fy`, `as_of`, `compare`, `officer`, `training`, `otop`,
        `stage`, `occupation`; codes and the keys of names joined by commas.
        """
        query = {
            "fy": str(self.fiscal_year),
            "as_of": self.as_of.isoformat(),
            "area": ",".join(self.areas),
            "without": ",".join(self.without),
            "compare": self.compare_on.isoformat() if self.compare_on else "",
            "officer": ",".join(name_key(name) or UNSAID for name in self.officers),
            "training": self.training,
            "otop": self.otop,
            "stage": str(self.stage) if self.stage else "",
            "occupation": "" if self.occupation is None else self.occupation or UNSAID,
        }
        return {key: value for key, value in query.items() if value}


def from_query(query: Mapping[str, str], *, default_year: int, default_day: date) -> Filters:
    """The view an address names; UnreadableOption when a part of it cannot be read. Officers may be keys of names."""
    as_of = _day(query, "as_of") or default_day
    year = query.get("fy", "")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise UnreadableOption(option="fy", value=year)
    occupation = query.get("occupation", "")
    return Filters(
        fiscal_year=int(year) if year else (fiscal_year_of(as_of) if "as_of" in query else default_year),
        as_of=as_of,
        areas=_codes(query, "area"),
        without=_codes(query, "without"),
        compare_on=_day(query, "compare"),
        officers=tuple("" if name == UNSAID else name for name in _parts(query, "officer")),
        training=_word(query, "training", TRAINING),
        otop=_word(query, "otop", OTOP),
        stage=int(_word(query, "stage", STAGE) or 0),
        occupation=None if not occupation else "" if occupation == UNSAID else occupation,
    )


def _day(query: Mapping[str, str], key: str) -> date | None:
    text = query.get(key, "")
    try:
        return thai.read_date(text)
    except thai.Unreadable as error:
        raise UnreadableOption(option=key, value=text) from error


def _parts(query: Mapping[str, str], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in query.get(key, "").split(",") if part))


def _codes(query: Mapping[str, str], key: str) -> tuple[str, ...]:
    found = _parts(query, key)
    for code in found:
        if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6, 8)):
            raise UnreadableOption(option=key, value=code)
    return found


def _word(query: Mapping[str, str], key: str, known: tuple[str, ...]) -> str:
    word = query.get(key, "")
    if word and word not in known:
        raise UnreadableOption(option=key, value=word)
    return word
