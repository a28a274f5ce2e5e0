"""Where areas, or groups of their villages, are taken out of the total and into it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.filters import OTOP, TRAINING, Filters
from dashboard.measures.view_facts import fetch_officers
from dashboard.programme import STAGES
from dashboard.scenario.changes import Change, Group, In, Out
from dashboard.scenario.fetching import child_digits
from dashboard.scenario.held import fetch_village_codes
from dashboard.ui import data, places
from dashboard.ui.filter_choice import MOST_OFFICERS
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.whatif.asked import add_button
from dashboard.ui.whatif.said import group_words
from dashboard.ui.words import number, t

KINDS = ("all", "officer", "not_reached", "reached", "training", "otop")
_DEEPEST = 6  # subdistricts; a single village leaves by its own page


def draw_area_form(view: View) -> None:
    """Areas of the next two levels, all of their villages or those that stand somehow; a button adds the change."""
    with st.container(key="whatif_form", border=True):
        how, who, which, what = st.columns([2, 4, 3, 4], vertical_alignment="top")
        ways = {"out": t("whatif.form.out"), "in": t("whatif.form.in")}
        way = how.radio(
            t("whatif.form.way"), list(ways), format_func=lambda w: ways[w], key="whatif_way", horizontal=True
        )
        names = area_names_below(view) if way == "out" else {**_outside(view), **area_names_below(view)}
        areas = who.multiselect(t("whatif.form.areas"), list(names), format_func=lambda code: names[code],
                                key=f"whatif_areas_{way}", placeholder=t("whatif.form.choose"))  # fmt: skip
        labels = {kind: t(f"whatif.group.kind.{kind}") for kind in KINDS}
        kind = which.selectbox(t("whatif.form.group"), KINDS, format_func=lambda k: labels[k], key="whatif_group")
        group: Group | None = None
        if kind != "all":
            groups = groups_of(view, kind)
            told = {g: _told(g, n) for g, n in groups.items()}
            group = what.selectbox(t("whatif.form.group_of"), list(groups), index=0 if groups else None,
                                   format_func=lambda g: told[g], key=f"whatif_group_{kind}",
                                   placeholder=t("whatif.form.nobody_to_choose"))  # fmt: skip
        change: Change | None = None
        if (areas or (way == "out" and group)) and (group or kind == "all"):
            change = Out(tuple(areas), group) if way == "out" else In(tuple(areas), group)
        add_button(change, key="areas")


def groups_of(view: View, kind: str) -> dict[Group, int | None]:
    """The groups of a kind to choose from, with how many villages each officer of the view has."""
    match kind:
        case "officer":
            everyone = replace(view.filters, officers=(), training="", otop="", stage=0)
            rows = data.fetch(fetch_officers, everyone, MOST_OFFICERS)
            return {Group(officer=row["officer"]): row["n_villages"] for row in rows}
        case "training":
            return {Group(training=status): None for status in TRAINING}
        case "otop":
            return {Group(otop=status): None for status in OTOP}
    sign = -1 if kind == "not_reached" else 1
    return {Group(stage=sign * stage.number): None for stage in STAGES}


def _told(group: Group, n_villages: int | None) -> str:
    if n_villages is None:
        return group_words(group)
    return t("whatif.group.with_villages", group=group_words(group), n=number(n_villages))


def area_names_below(view: View) -> dict[str, str]:
    """The areas of the view's next two levels that have villages, each level in code order: code → name."""
    return _named(view.filters, child_digits(view.filters))


def _named(filters: Filters, digits: int) -> dict[str, str]:
    villages = data.fetch(fetch_village_codes, replace(filters, officers=(), training="", otop="", stage=0))
    upper = sorted({code[:digits] for code in villages})
    lower = sorted({code[: digits + 2] for code in villages}) if digits + 2 <= _DEEPEST else []
    named, below = places.names(upper), places.names(lower)
    return named | {code: f"{name} · {named[code[:digits]]}" for code, name in below.items()}


def _outside(view: View) -> dict[str, str]:
    """The areas of the view's own level and of the next one that have villages and are not in it."""
    digits = child_digits(view.filters)
    around = view.filters.area[: max(digits - 4, 0)] if digits > 4 else ""
    if not viewer().reaches(around):
        return {}
    found = _named(view.filters.of(around), max(digits - 2, 2))
    inside = view.filters.areas or ("",)
    return {code: name for code, name in found.items() if not any(code.startswith(area) for area in inside)}
