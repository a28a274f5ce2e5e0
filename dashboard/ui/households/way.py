"""The way of the target households: selected, trained, visited, practising, income up; and where they are lost.

Every count is a measure's own numerator or denominator; only who never began and who stopped is counted beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.measures import MeasureValue, fetch_measures
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import chosen_state, lost_of
from dashboard.ui.parts import part
from dashboard.ui.picture_file import note_chart
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t


@dataclass(frozen=True)
class Lost:
    """Households that did not take a step: their state in the register, how many, how urgent that is."""

    state: str
    n: int
    tone: str = ""


@dataclass(frozen=True)
class Step:
    """A step: its state in the register, how many reached it, how many of those `of` (None: the first step).

    `reached` is `n` without those who came another way (practising without a day of training), so that `reached` and
    the lost add up to `of`.
    """

    state: str
    n: int
    reached: int
    of: int | None
    of_state: str = ""
    lost: tuple[Lost, ...] = ()

    @property
    def share(self) -> float | None:
        """The share, in percent, of the step before that reached this one; None without anybody before."""
        return self.reached / self.of * 100 if self.of else None


def steps_of(values: Mapping[str, MeasureValue], lost: Mapping[str, int]) -> list[Step]:
    """The five steps of one area; `lost` is its row of `households_lost`, empty without a target household."""
    trained, visited = values["households_trained"], values["households_visited"]
    practising, up = int(values["practising"].numerator), values["households_income_up"]
    n_selected, n_trained = int(trained.denominator or 0), int(trained.numerator)
    n_visited, n_paired, n_up = int(visited.numerator), int(up.denominator or 0), int(up.numerator)
    untrained = Lost("untrained", n_selected - n_trained, "near")
    unvisited = Lost("unvisited", n_trained - n_visited, "near")
    not_begun = Lost("not_begun", lost.get("n_not_begun", 0), "near")
    stopped = Lost("stopped", lost.get("n_stopped", 0), "behind")
    uncompared = Lost("no_income", practising - n_paired), Lost("not_up", n_paired - n_up, "near")
    begun = lost.get("n_trained_practising", 0)
    return [
        Step("selected", n_selected, n_selected, None),
        Step("trained", n_trained, n_trained, n_selected, "selected", (untrained,)),
        Step("visited", n_visited, n_visited, n_trained, "trained", (unvisited,)),
        Step("practising", practising, begun, n_trained, "trained", (not_begun, stopped)),
        Step("up", n_up, n_up, practising, "practising", uncompared),
    ]


def draw_way(view: View, *, key: str = "way") -> None:
    """The steps side by side; each and each loss leads to its households in the register."""
    values = data.fetch(fetch_measures, view.filters)[0].values
    steps = steps_of(values, lost_of(view).get("", {}))
    title = t("hh.way.title")
    with block(key, title, t("hh.way.note")) as menu:
        note_chart()
        part("way")(key=key, data={"label": title, "steps": [_step(view, step, steps[0].n) for step in steps]})
        if view.filters.occupation is not None:
            st.caption(t("hh.way.by_occupation"))
    if menu:
        with menu:
            _draw_downloads(view, steps, title, key)


def register_link(view: View, state: str) -> str:
    """The households in one state, in the register of the same view."""
    return view.link(tab="register", state=state, find=None, trainer=None, register_page=None)


def _step(view: View, step: Step, selected: int) -> dict[str, object]:
    here = chosen_state(view) if view.get("tab") == "register" else ""
    return {
        "id": step.state,
        "label": t(f"hh.step.{step.state}"),
        "n": number(step.n),
        "share": t("hh.way.share", share=percent(step.share), of=t(f"hh.of.{step.of_state}")) if step.of_state else "",
        "fill": step.n / selected * 100 if selected else 0,
        "href": register_link(view, step.state),
        "current": here == step.state,
        "lost": [
            {"label": t(f"hh.lost.{one.state}"), "n": number(one.n), "tone": one.tone if one.n else "",
             "href": register_link(view, one.state) if one.n else "", "current": here == one.state}
            for one in step.lost
        ],
    }  # fmt: skip


def _draw_downloads(view: View, steps: list[Step], title: str, key: str) -> None:
    headings = {"step": t("hh.way.step"), "n": t("hh.way.n"), "share": t("hh.way.of_before"), "of": t("hh.way.before")}
    rows: list[dict[str, object]] = []
    for step in steps:
        rows.append({"step": t(f"hh.step.{step.state}"), "n": step.n, "share": step.share, "of": step.of})
        rows += [
            {"step": f"– {t(f'hh.state.{one.state}')}", "n": one.n, "of": step.of,
             "share": one.n / step.of * 100 if step.of else None}
            for one in step.lost
        ]  # fmt: skip
    draw_downloads(f"households-way-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)
