"""What a view is limited to: areas in and out, fiscal year, as-of day. Frozen, so that it can key a cache.

It renders twice: as SQL parameters and as the address of the page (a sentence is made by `ui`). It must not know
which page uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard import thai
from dashboard.errors import UnreadableOption
from dashboard.programme import fiscal_year_of


@dataclass(frozen=True)
class Filters:
    """`areas` are DOPA codes of any level (none = the nation), `without` are left out of them."""

    fiscal_year: int
    as_of: date
    areas: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    compare_on: date | None = None

    @property
    def area(self) -> str:
        """The one area that the breadcrumb shows: '' for the nation or for several."""
        return self.areas[0] if len(self.areas) == 1 else ""

    def params(self) -> dict[str, Any]:
        """The parameters every page query takes: `areas` None = no limit."""
        return {
            "fiscal_year": self.fiscal_year,
            "as_of": self.as_of,
            "areas": list(self.areas) or None,
            "without": list(self.without),
        }

    def at(self, day: date) -> Filters:
        """The same view on another day."""
        return replace(self, as_of=day)

    def to_query(self) -> dict[str, str]:
        """The address of this view: `area`, `without`, `fy`, `as_of`, `compare`; codes joined by commas."""
        query = {"fy": str(self.fiscal_year), "as_of": self.as_of.isoformat()}
        if self.areas:
            query["area"] = ",".join(self.areas)
        if self.without:
            query["without"] = ",".join(self.without)
        if self.compare_on:
            query["compare"] = self.compare_on.isoformat()
        return query


def from_query(query: Mapping[str, str], *, default_year: int, default_day: date) -> Filters:
    """The view an address names; UnreadableOption when a part of it cannot be read."""

    def day(key: str, default: date | None) -> date | None:
        text = query.get(key, "")
        try:
            return thai.read_date(text) or default
        except thai.Unreadable as error:
            raise UnreadableOption(option=key, value=text) from error

    def codes(key: str) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(c for c in query.get(key, "").split(",") if c))
        for code in found:
            if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6, 8)):
                raise UnreadableOption(option=key, value=code)
        return found

    as_of = day("as_of", default_day) or default_day
    year = query.get("fy", "")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise UnreadableOption(option="fy", value=year)
    fiscal_year = int(year) if year else (fiscal_year_of(as_of) if "as_of" in query else default_year)
    return Filters(fiscal_year, as_of, codes("area"), codes("without"), day("compare", None))
