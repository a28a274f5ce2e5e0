"""What the page asks the store for: every block asks here, so that counts on tabs and rows below agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.filters import Filters
from dashboard.measures.reliability import Doubt, fetch_doubts
from dashboard.measures.view_facts import fetch_by_area
from dashboard.ui import data
from dashboard.ui.view import View
from dashboard.ui.words import t

Rows = list[dict[str, Any]]
DIMENSIONS = ("completeness", "timeliness", "consistency", "correctness")
LEVELS = ("nation", "province", "district", "subdistrict", "village")
# warning code → the dimension it speaks against
WARNINGS = {
    "district_silent": "timeliness",
    "no_sages": "consistency",
    "households_over_20": "consistency",
    "team_over_5": "consistency",
    "trainer_over_4": "consistency",
    "phone_shared": "consistency",
    "village_not_stored": "consistency",
    "baseline_zero": "correctness",
    "income_jump": "correctness",
}
MOST = 500  # rows of a list; longer ones say how many there are
MOST_AREAS = 300


@dataclass(frozen=True)
class Share:
    """One dimension of an area: `n` good of `of` looked at."""

    n: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share, None where nothing can be judged."""
        return self.n / self.of * 100 if self.of else None


Shares = dict[str, Share]


def warning_words(code: str) -> str:
    """What a warning is about, as a heading begins."""
    words = t(f"warning.{code}")
    return words[:1].upper() + words[1:]


def shares_by_area(filters: Filters, digits: int) -> dict[str, Shares]:
    """Area code → dimension → share, for the areas of a code length in code order."""
    found: dict[str, Shares] = {}
    for row in data.fetch(fetch_by_area, filters, "pages/quality_dimensions", digits):
        found.setdefault(row["area_code"], {})[row["dimension"]] = Share(row["numerator"], row["denominator"])
    return found


def total_of(areas: dict[str, Shares]) -> Shares:
    """All areas together: every share is a sum over villages."""
    return {
        d: Share(sum(s[d].n for s in areas.values() if d in s), sum(s[d].of for s in areas.values() if d in s))
        for d in DIMENSIONS
    }


def pieces_of(view: View) -> Rows:
    """The pieces that are due, those missing in most villages first."""
    return data.view_records("pages/quality_pieces", view.filters)


def warnings_of(view: View) -> dict[str, dict[str, Any]]:
    """Warning code → how many (`n`) in how many places, for those there are."""
    return {row["code"]: row for row in data.view_records("pages/quality_warnings", view.filters)}


def refused_counts_of(view: View) -> dict[str, dict[str, int]]:
    """Kind (register, reason, area) → key → refused rows that wait."""
    found: dict[str, dict[str, int]] = {"register": {}, "reason": {}, "area": {}}
    for row in data.view_records("pages/quality_refused_counts", view.filters, digits=view.child_digits):
        found[row["kind"]][row["key"]] = row["n"]
    return found


def silence_digits(view: View) -> int:
    """The code length of the areas whose silence is shown: districts, or villages when the address or area says so."""
    if view.child_digits > 4 or view.get("level") == "village":
        return 8
    return 4


def silence_of(view: View) -> Rows:
    """The areas by how long they have been silent, the longest first."""
    return data.view_records("pages/quality_silence", view.filters, digits=silence_digits(view), n=MOST_AREAS)


def doubts_of(view: View, by: str | None = None) -> list[Doubt]:
    """The rules that speak against denominators, of the view or of the areas of a level."""
    return data.fetch(fetch_doubts, view.filters, by)
