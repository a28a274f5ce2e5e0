"""How long each step takes: from complete training to the first group, from the group to registration; who waits."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.filters import UNSAID
from dashboard.measures.group_steps import STEPS, GroupSteps, Wait, fetch_group_steps
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.groups_page.asked import occupation_word
from dashboard.ui.groups_page.occupations import occupation_link
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t

BY = ("area", "type")
MOST_ROWS = 300
_FEW = 5  # below so many, quartiles and estimates say nothing that the days themselves do not


def draw_times(view: View, *, key: str = "times") -> None:
    """The block: a row for each area one level below, or for each type of occupation (`times` in the address)."""
    steps = data.fetch(fetch_group_steps, view.filters, view.child_digits)
    by = "type" if view.get("times") == "type" else "area"
    names = _names(steps, by)
    keys = _ordered(steps.types if by == "type" else steps.areas, names)
    title = t("grp.times.title")
    with block(key, title, t("grp.times.note"), menu=bool(keys)) as menu:
        _draw_choice(view, by)
        draw_table(
            _columns(view, by),
            [_row(view, steps, by, k, names[k]) for k in keys[:MOST_ROWS]],
            key=f"{key}_table",
            caption=title,
            nothing=t("grp.times.nothing"),
            total=Row("", _cells(t("grp.times.whole"), steps.whole)) if keys else None,
            fill=True,
            stacks=False,
        )
        st.caption(_said(steps, by))
    if menu:
        with menu:
            _draw_downloads(view, steps, by, keys, names, title, key)


def _draw_choice(view: View, by: str) -> None:
    words = {"area": places.level_word(view.child_digits), "type": t("grp.occupation")}
    st.session_state["groups_times"] = by
    st.segmented_control(
        t("grp.times.by"), list(words), key="groups_times", format_func=words.__getitem__, on_change=_choose,
        label_visibility="collapsed",
    )  # fmt: skip


def _choose() -> None:
    if st.session_state["groups_times"] == "type":
        st.query_params["times"] = "type"
    else:
        st.query_params.pop("times", None)


def _names(steps: GroupSteps, by: str) -> dict[str, str]:
    if by == "type":
        return {key: occupation_word(key) for key in steps.types}
    return places.plain_names(steps.areas)


def _ordered(found: Mapping[str, Mapping[str, Wait]], names: Mapping[str, str]) -> list[str]:
    """The fastest to found a group first, then the fastest to register, those without any last; by name."""

    def medians(key: str) -> list[float]:
        quartiles = (found[key][step].quartiles for step in STEPS)
        return [float("inf") if q is None else q[1] for q in quartiles]

    return sorted(found, key=lambda k: (*medians(k), sort_key(names[k]), k))


def _columns(view: View, by: str) -> list[Column]:
    columns = [Column("name", t("grp.occupation") if by == "type" else places.level_word(view.child_digits))]
    for step in STEPS:
        columns += [
            Column(f"{step}_done", t(f"grp.times.{step}"), "number", help=t("grp.times.done_help")),
            Column(f"{step}_waiting", t(f"grp.times.{step}.waiting"), "number", help=t("grp.times.waiting_help")),
            Column(f"{step}_expected", t("grp.times.expected"), "number", help=t("grp.times.expected_help")),
        ]
    return columns


def _row(view: View, steps: GroupSteps, by: str, key: str, name: str) -> Row:
    if by == "area":
        return Row(key, _cells(name, steps.areas[key]), href=area_link(view, key))
    chosen = view.filters.occupation == key
    return Row(
        key or UNSAID, _cells(name, steps.types[key]), href=occupation_link(view, key), tone="here" if chosen else ""
    )


def _cells(name: str, waits: Mapping[str, Wait]) -> dict[str, str | Cell | None]:
    cells: dict[str, str | Cell | None] = {"name": name}
    for step in STEPS:
        wait = waits[step]
        cells |= {
            f"{step}_done": _done(wait),
            f"{step}_waiting": _waiting(wait),
            f"{step}_expected": _expected(wait),
        }
    return cells


def days_word(days: float) -> str:
    """A number of days, with a half only where there is one."""
    return number(days, 0 if float(days).is_integer() else 1)


def _done(wait: Wait) -> Cell | None:
    if wait.quartiles is None:
        return None
    low, median, high = wait.quartiles
    spread = t("grp.times.spread", low=number(low), high=number(high)) if wait.done >= _FEW else ""
    note = " · ".join(filter(None, (spread, t("grp.times.n", n=number(wait.done)))))
    return Cell(t("grp.times.days", n=days_word(median)), note=note)


def _waiting(wait: Wait) -> Cell | None:
    if not wait.done and not wait.waiting:
        return None
    note = "" if wait.median_waiting is None else t("grp.times.waited", n=days_word(wait.median_waiting))
    return Cell(number(wait.waiting), note=note)


def _expected(wait: Wait) -> str | None:
    if not wait.done and not wait.waiting:
        return None
    if wait.expected is None:
        return t("grp.times.not_half")
    return t("grp.times.days", n=number(wait.expected)) if wait.done >= _FEW else t("grp.times.too_few")


def _said(steps: GroupSteps, by: str) -> str:
    """How those who wait are treated, who is left out, and why types do not add up."""
    said = [t("grp.times.how")]
    before = [(step, steps.whole[step].before) for step in STEPS]
    said += [t(f"grp.times.{step}.before", n=number(n)) for step, n in before if n]
    if by == "type":
        said.append(t("grp.times.types"))
    return " ".join(said)


def _draw_downloads(
    view: View, steps: GroupSteps, by: str, keys: list[str], names: Mapping[str, str], title: str, key: str
) -> None:
    headings = {"code": t("download.code")} if by == "area" else {}
    headings["name"] = t("grp.occupation") if by == "type" else places.level_word(view.child_digits)
    parts = ("done", "low", "median", "high", "waiting", "waited", "longest", "expected", "before")
    for step in STEPS:
        headings |= {f"{step}_{part}": f"{t(f'grp.times.{step}')}: {t(f'grp.times.file.{part}')}" for part in parts}
    found = steps.types if by == "type" else steps.areas
    rows: list[dict[str, object]] = []
    for k in keys:
        row: dict[str, object] = {"code": k, "name": names[k]}
        for step in STEPS:
            wait = found[k][step]
            low, median, high = wait.quartiles or (None, None, None)
            values = (wait.done, low, median, high, wait.waiting, wait.median_waiting, wait.longest_waiting,
                      wait.expected, wait.before)  # fmt: skip
            row |= {f"{step}_{part}": value for part, value in zip(parts, values, strict=True)}
        rows.append(row)
    draw_downloads(f"groups-times-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)
