"""The filters beside the area: officer, training and OTOP status, stage, occupation. All of it in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from dashboard.filters import OTOP, STAGE, TRAINING, UNSAID
from dashboard.measures.view_facts import fetch_officers
from dashboard.programme import STAGES
from dashboard.ui import data
from dashboard.ui.persons import may_see_persons, shown_name
from dashboard.ui.view import VILLAGE_FILTERS, View, keys_of
from dashboard.ui.words import number, t

MOST_OFFICERS = 400
MOST_TYPES = 60


def draw_filter_choice(view: View, applies: Sequence[str]) -> None:
    """The popover with the filters that apply on this page; how many are set stands on its button."""
    filters = view.filters
    n = sum(
        map(bool, (filters.officers, filters.training, filters.otop, filters.stage, filters.occupation is not None))
    )
    with st.popover(
        t("filter.chosen", n=number(n)) if n else t("filter.title"),
        icon=":material/filter_alt:",
        type="primary" if n else "secondary",
        help=t("filter.help"),
    ):
        if len(filters.area) != 8:
            _draw_officers(view)
            _draw_one("training", filters.training, {word: t(f"filter.training.{word}") for word in TRAINING})
            _draw_one("otop", filters.otop, {word: t(f"filter.otop.{word}") for word in OTOP})
            _draw_one("stage", str(filters.stage) if filters.stage else "", _stages())
        elif set(applies) <= set(VILLAGE_FILTERS):
            st.caption(t("filter.idle_village"))
        if "occupation" in applies:
            chosen = "" if filters.occupation is None else filters.occupation or UNSAID
            _draw_one("occupation", chosen, _occupations(view))


def _draw_officers(view: View) -> None:
    everyone = replace(view.filters, officers=(), training="", otop="", stage=0)
    rows = data.fetch(fetch_officers, everyone, MOST_OFFICERS)
    if rows and rows[0]["n_all"] > MOST_OFFICERS:
        st.caption(t("filter.officer.too_many", n=number(rows[0]["n_all"])))
        return
    may_see = may_see_persons()
    names = {
        r["officer"] or UNSAID: t(
            "filter.officer.option",
            name=shown_name(r["officer"], may_see=may_see) if r["officer"] else t("filter.officer.none"),
            n=number(r["n_villages"]),
        )
        for r in rows
    }
    for name in view.filters.officers:  # one of the address who is not here
        names.setdefault(name or UNSAID, shown_name(name))
    st.session_state["filter_officer"] = [name or UNSAID for name in view.filters.officers]
    st.multiselect(
        t("filter.officer"),
        list(names),
        key="filter_officer",
        placeholder=t("filter.all"),
        format_func=names.__getitem__,
        on_change=_choose_officers,
    )


def _choose_officers() -> None:
    _set("officer", keys_of(",".join(st.session_state["filter_officer"])))


def _draw_one(key: str, chosen: str, words: Mapping[str, str]) -> None:
    options = {"": t("filter.all"), **words}
    options.setdefault(chosen, chosen)
    st.session_state[f"filter_{key}"] = chosen
    st.selectbox(
        t(f"filter.{key}"),
        list(options),
        key=f"filter_{key}",
        format_func=options.__getitem__,
        on_change=_choose_one,
        args=(key,),
    )


def _choose_one(key: str) -> None:
    _set(key, st.session_state[f"filter_{key}"])


def _set(key: str, value: str) -> None:
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def _stages() -> dict[str, str]:
    names = {stage.number: t(f"stage.{stage.id}.name") for stage in STAGES}
    return {
        word: t(
            "filter.stage.not_reached" if word.startswith("-") else "filter.stage.reached", stage=names[abs(int(word))]
        )
        for word in STAGE
    }


def _occupations(view: View) -> dict[str, str]:
    rows = data.view_records("pages/filter_occupations", view.filters, n=MOST_TYPES)
    return {
        r["occupation"] or UNSAID: t(
            "filter.occupation.option",
            name=r["occupation"] or t("filter.occupation.none"),
            n=number(r["n_households"]),
        )
        for r in rows
    }
