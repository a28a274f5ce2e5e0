"""What the lists of the page say of a household and of who looks after it, the same way in each."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.ui import persons
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell
from dashboard.ui.words import t


def days_between(earlier: date, later: date) -> int:
    """Whole days from one day to another."""
    return (later - earlier).days


def about_household(r: dict[str, Any]) -> str:
    """Under the name of a household: its house number and what it does."""
    return " · ".join(filter(None, (t("pairs.house", house=shown_name(r["house_no"], "house")), r["occupation"])))


def officer_name(name: str | None) -> str:
    """An officer as this session may see it; that none is named."""
    return shown_name(name) if name else t("filter.officer.none")


def trainer_cell(name: str | None, phone: str | None, *, is_active: bool) -> Cell:
    """The trainer of a household with the phone, which calls where it may be seen; that the trainer is gone."""
    if not name:
        return Cell(t("hh.no_trainer"), icon="person_off", status="near")
    if not is_active:
        return Cell(shown_name(name), note=t("hh.trainer_gone"), icon="person_off", status="near")
    calls = bool(phone) and persons.may_see_persons()
    return Cell(
        shown_name(name),
        note=shown_name(phone, "phone") if phone else "",
        icon="call" if calls else "",
        href=f"tel:{phone}" if calls else "",
        title=t("hh.call", name=shown_name(name), phone=shown_name(phone, "phone")) if calls else "",
    )
