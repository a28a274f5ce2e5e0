"""The filters of the frame that are set, as chips, and in words for exports."""

from __future__ import annotations

from datetime import date

from dashboard.filters import UNSAID
from dashboard.programme import STAGES, default_day
from dashboard.ui import places
from dashboard.ui.chips import Chip
from dashboard.ui.persons import shown_name
from dashboard.ui.view import VILLAGE_FILTERS, View
from dashboard.ui.words import day, t


def filter_chips(view: View) -> list[Chip]:
    """The areas left out and the filters of the address, those without effect on this page as such."""
    filters = view.filters
    chips = []
    if filters.without:
        left_out = ", ".join(places.name(code) for code in filters.without)
        chips.append(Chip("without", t("filter.without"), left_out))
    set_ = {
        "officer": ",".join(name or UNSAID for name in filters.officers),
        "training": filters.training,
        "otop": filters.otop,
        "stage": str(filters.stage) if filters.stage else "",
        "occupation": "" if filters.occupation is None else filters.occupation or UNSAID,
    }
    chips += [Chip(key, t(f"filter.{key}"), _text(key, value)) for key, value in set_.items() if value]
    for key, value in view.idle:
        why = "filter.idle_village" if key in VILLAGE_FILTERS and len(filters.area) == 8 else "filter.idle"
        chips.append(Chip(key, t(f"filter.{key}"), _text(key, value), idle=t(why)))
    return chips


def day_chip(view: View, today: date) -> list[Chip]:
    """The day that is looked at, where it is not today (or the last day of the year): taking it away leads back."""
    on = view.filters.as_of
    if on == default_day(view.filters.fiscal_year, today):
        return []
    return [Chip("as_of", t("filter.as_of"), day(on))]


def filter_sentence(view: View) -> list[str]:
    """The filters that have an effect here, one text each: พัฒนากร: …"""
    return [f"{chip.kind}: {chip.text}" for chip in filter_chips(view) if not chip.idle and chip.key != "without"]


def _text(key: str, value: str) -> str:
    if key == "officer":
        names = value.split(",")
        return ", ".join(t("filter.officer.none") if name == UNSAID else shown_name(name) for name in names)
    if key == "occupation":
        return t("filter.occupation.none") if value == UNSAID else value
    if key == "stage":
        name = t(f"stage.{STAGES[abs(int(value)) - 1].id}.name")
        return t("filter.stage.not_reached" if value.startswith("-") else "filter.stage.reached", stage=name)
    return t(f"filter.{key}.{value}")
