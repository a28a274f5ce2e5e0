"""What the address asks of the page beyond the view itself. Pure; what cannot be read is left out, not an error.

`tab` is the part that is shown, `skill` an occupation (one of occupation_keys) that limits all of them, `when` a month
(2017-03) or a week (its Monday, 2017-03-06), `size` the members of a team, `left` (1) only
teams that became short after somebody left, `place` and `list` which list is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.ui.view import View

TABS = ("team", "training", "changes", "batches", "skills", "register")
LISTS = ("planned", "late", "unequipped")
HORIZONS = (14, 30)
ROLES = ("leader", "trainer")
STATUSES = ("surveyed", "registered", "trained", "ready", "left", "undated")
UNSAID = "-"  # in an address: an empty text


@dataclass(frozen=True)
class Period:
    """A month or a week, both days included."""

    from_on: date
    to_on: date
    is_week: bool


@dataclass(frozen=True)
class Asked:
    """The page's own part of the address, read."""

    tab: str = TABS[0]
    size: int | None = None
    after_leaving: bool = False
    when: Period | None = None
    skill: str | None = None
    centre: str | None = None
    role: str | None = None
    status: str | None = None
    typed: str = ""

    @property
    def from_on(self) -> date | None:
        """The first day of the period, None without one."""
        return self.when.from_on if self.when else None

    @property
    def to_on(self) -> date | None:
        """The last day of the period, None without one."""
        return self.when.to_on if self.when else None


def asked_of(view: View) -> Asked:
    """What the address of a view asks for."""
    size, centre = view.get("size"), view.get("centre")
    return Asked(
        tab=_one_of(view.get("tab"), TABS) or TABS[0],
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 3 else None,
        after_leaving=view.get("left") == "1",
        when=read_period(view.get("when")),
        skill=view.get("skill") or None,
        centre=None if not centre else "" if centre == UNSAID else centre,
        role=_one_of(view.get("role"), ROLES),
        status=_one_of(view.get("status"), STATUSES),
        typed=view.get("find").strip(),
    )


def read_period(text: str) -> Period | None:
    """The month 2017-03 or the week of the day 2017-03-06; None for anything else."""
    try:
        if len(text) == len("2017-03"):
            first = date.fromisoformat(f"{text}-01")
            return Period(first, _month_end(first), is_week=False)
        if len(text) == len("2017-03-06"):
            monday = week_of(date.fromisoformat(text))
            return Period(monday, monday + timedelta(days=6), is_week=True)
    except (ValueError, OverflowError):
        return None
    return None


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_word(day: date) -> str:
    """A month as the address has it: 2017-03."""
    return f"{day.year:04}-{day.month:02}"


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _one_of(text: str, known: tuple[str, ...]) -> str | None:
    return text if text in known else None
