"""Where changes are put together: another's rate, targets and rules; a button adds one."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from dashboard.filters import Filters
from dashboard.measures.beyond import SMALLEST, fetch_rates
from dashboard.measures.fetching import fetch_measures
from dashboard.programme import RULES
from dashboard.scenario.address import RATED
from dashboard.scenario.changes import BEST, MEDIAN, RateAs, RuleAs, TargetAs
from dashboard.scenario.fetching import LEVELS, child_digits
from dashboard.store.rules import fetch_rules
from dashboard.ui import data, places
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.whatif.asked import Asked, add_button, decimal_of
from dashboard.ui.words import measure_name, measure_of, t


def below(view: View) -> dict[str, str]:
    """The areas one level below the view that have villages: code → name."""
    level = LEVELS[child_digits(view.filters)]
    return places.names(area.area_code for area in data.fetch(fetch_measures, view.filters, level, ("villages",)))


def _with_whole(view: View, names: dict[str, str]) -> dict[str, str]:
    """The areas that can take a rate: those below, and first the whole view, compared with its own siblings."""
    area = view.filters.area
    return {area: t("whatif.form.whole", area=places.name(area)), **names} if area else names


def _sources(view: View, names: dict[str, str]) -> dict[str, str]:
    """The areas that a rate can be taken from: those below, those beside the view's own, and those around it."""
    area, plain = view.filters.area, Filters(view.filters.fiscal_year, view.filters.as_of)
    if not area:
        return names
    beside, level = plain.of(area[:-2]), LEVELS[len(area)]
    if len(area) <= SMALLEST:
        siblings = data.fetch(fetch_rates, beside, level)
    elif viewer().reaches(area[:-2]):
        siblings = data.fetch(fetch_measures, beside, level, ("villages",))
    else:
        siblings = []
    around = [code for code in ("", *(area[:n] for n in (2, 4))) if len(code) < len(area)]
    return names | places.names(s.area_code for s in siblings) | places.names(around)


def draw_rate_form(view: View, asked: Asked) -> None:
    """Chosen areas take another's rate."""
    names = below(view)
    with st.container(key="whatif_form", border=True):
        what, who, whose = st.columns([3, 4, 3], vertical_alignment="top")
        named = {id_: measure_name(id_) for id_ in RATED}
        measure = what.selectbox(
            t("whatif.measure"), RATED, index=RATED.index(asked.measure) if asked.measure in RATED else 0,
            format_func=lambda id_: named[id_], key=f"whatif_rate_measure_{asked.measure}",
        )  # fmt: skip
        takers = _with_whole(view, names)
        areas = who.multiselect(
            t("whatif.form.areas"), list(takers), format_func=lambda code: takers[code], key="whatif_rate_areas",
            placeholder=t("whatif.every_area"),
        )  # fmt: skip
        kinds = {kind: t(f"whatif.source.{kind}") for kind in (BEST, MEDIAN, "area", "number")}
        kind = whose.selectbox(t("whatif.form.source"), list(kinds), format_func=lambda k: kinds[k],
                               key="whatif_rate_source")  # fmt: skip
        source: str | Decimal = kind
        if kind == "area":
            others = _sources(view, names)
            source = whose.selectbox(t("whatif.form.area"), list(others), format_func=lambda code: others[code],
                                     key="whatif_rate_area")  # fmt: skip
        elif kind == "number":
            unit = "%" if measure_of(measure).unit == "percent" else t(f"whatif.unit.{measure}")
            label = f"{t('whatif.form.number')} ({unit})"
            is_percent = measure_of(measure).unit == "percent"
            typed = whose.number_input(label, value=85.0 if is_percent else 1.0, step=1.0 if is_percent else 0.1,
                                       format="%g", key=f"whatif_rate_number_{is_percent}")  # fmt: skip
            source = decimal_of(typed)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            only = st.checkbox(t("whatif.form.only_better"), value=True, key="whatif_rate_only")
            add_button(RateAs(measure, tuple(areas), source, only), key="rate")


def draw_rule_form(view: View, asked: Asked) -> None:
    """Targets and rules of the year."""
    now = data.fetch(fetch_rules, view.filters.fiscal_year)
    with st.container(key="whatif_form", border=True):
        left, right = st.columns(2, gap="large")
        of, target = left.columns([3, 2], vertical_alignment="top")
        which, value = right.columns([3, 2], vertical_alignment="top")
        named = {id_: measure_name(id_) for id_ in RATED}
        measure = of.selectbox(
            t("whatif.form.target_of"), RATED, index=RATED.index(asked.measure) if asked.measure in RATED else 0,
            format_func=lambda id_: named[id_], key=f"whatif_target_measure_{asked.measure}",
        )  # fmt: skip
        unit = "%" if measure_of(measure).unit == "percent" else t(f"whatif.unit.{measure}")
        typed = target.number_input(f"{t('whatif.form.target')} ({unit})", value=float(measure_of(measure).target or 0),
                                    step=1.0, format="%g", key=f"whatif_target_{measure}")  # fmt: skip
        with left:
            add_button(TargetAs(measure, view.filters.area, decimal_of(typed)), key="target")
        rules = {r.id: f"{t(f'rule.{r.id}.name')} ({t(f'rule.{r.id}.unit')})" for r in RULES}
        chosen = which.selectbox(
            t("whatif.form.rule"), list(rules), format_func=lambda id_: rules[id_], key="whatif_rule"
        )
        info = next(r for r in RULES if r.id == chosen)
        own = getattr(now, info.id)
        new = value.number_input(
            t("whatif.form.value"), info.lowest, info.highest, own, 1, key=f"whatif_rule_{info.id}"
        )
        with right:
            add_button(RuleAs(info.id, int(new)) if new != own else None, key="rule")
        st.caption(t("whatif.form.rules_note"))
