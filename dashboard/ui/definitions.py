"""What every block of every page means: what it counts, over what, as of when, what it leaves out, and its measures.

The words stand in the catalogue (`define.<page>.<block>.what`, `.of`, `.out`); here stands which measures a block ties
to, and as of when it is. A test opens every page and looks each of its blocks up here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard.measures import MeasureValue, fetch_measures
from dashboard.ui import data
from dashboard.ui.sections import DEFAULT
from dashboard.ui.view import View
from dashboard.ui.words import day, measure_name, measure_of, measured, number, t, year


@dataclass(frozen=True)
class Definition:
    """The measures a block ties to (ids, in order), and as of when it is: the day looked at, every day up to it, or
    now, whatever day is looked at.
    """

    measures: tuple[str, ...] = ()
    when: Literal["day", "year", "now"] = "day"


DEFINITIONS = {
    "overview.attention": Definition(("teams_complete", "households_visited", "materials_accepted", "otop_registered")),
    "overview.funnel": Definition(("villages",)),
    "overview.league": Definition(("practising",)),
    "progress.heat": Definition(("villages",)),
    "progress.picture": Definition(("practising",)),
    "progress.movers": Definition(("practising",)),
    "progress.plan": Definition(("assemblies_held", "training_complete"), when="year"),
    "progress.context": Definition(when="now"),
    "village.chooser": Definition(("villages",)),
    "village.village_head": Definition(("villages",)),
    "village.team": Definition(("teams_complete", "leaders_trained")),
    "village.households": Definition(("households_selected", "households_trained", "practising")),
    "village.pairs": Definition(("income_growth", "income_coverage")),
    "village.problems": Definition(),
    "village.activities": Definition(("assemblies_held", "training_complete", "on_time")),
    "village.materials": Definition(("materials_accepted", "budget_disbursed")),
    "village.groups": Definition(("groups", "otop_registered")),
    "village.visits": Definition(("households_visited",)),
    "village.around": Definition(when="now"),
    "village.knowledge": Definition(),
    "sages.sizes": Definition(("teams_complete",)),
    "sages.short": Definition(("teams_complete",)),
    "sages.team_areas": Definition(("teams_complete",)),
    "sages.calendar": Definition(("training_complete", "on_time")),
    "sages.sessions": Definition(("training_complete", "materials_accepted")),
    "sages.meetings": Definition(),
    "sages.months": Definition(("teams_complete",), when="year"),
    "sages.places": Definition(("teams_complete",)),
    "sages.left_areas": Definition(("teams_complete",)),
    "sages.batch_weeks": Definition(("leaders_trained",), when="year"),
    "sages.batches": Definition(("leaders_trained",)),
    "sages.no_leader": Definition(("leaders_trained",)),
    "sages.skills": Definition(),
    "sages.gaps": Definition(),
    "sages.by_status": Definition(),
    "sages.by_role": Definition(),
    "sages.sages": Definition(("teams_complete", "sages_surveyed")),
    "households.way": Definition(
        ("households_selected", "households_trained", "households_visited", "practising", "households_income_up")
    ),
    "households.overdue": Definition(("households_visited",)),
    "households.overdue_officers": Definition(("households_visited",)),
    "households.overdue_trainers": Definition(("households_visited", "trainer_load")),
    "households.register": Definition(("households_selected",)),
    "households.areas": Definition(("households_trained", "households_visited", "practising")),
    "households.load": Definition(("trainer_load",)),
    "households.load_over": Definition(("trainer_load",)),
    "households.uncared": Definition(("trainer_load",)),
    "households.kept": Definition(("practising",)),
    "households.stopped_by": Definition(("practising",)),
    "households.stopped_lasts": Definition(("practising",)),
    "households.stopped_after": Definition(("practising",)),
    "households.stopped_months": Definition(("practising",), when="year"),
    "households.stopped": Definition(("practising",)),
    "households.joined_villages": Definition(("spillover",)),
    "households.joined_by": Definition(("spillover",)),
    "households.joined_trend": Definition(("spillover",), when="year"),
    "households.selection": Definition(("households_selected",)),
    "households.wanted": Definition(("households_trained",)),
    "incomes.levels": Definition(("income_growth", "income_coverage")),
    "incomes.changes": Definition(("income_growth", "households_income_up")),
    "incomes.households": Definition(("income_growth", "households_income_up")),
    "incomes.areas": Definition(("income_growth", "income_coverage")),
    "incomes.occupations": Definition(("income_growth", "income_coverage")),
    "incomes.rounds": Definition(("income_growth",)),
    "incomes.year": Definition(("income_growth", "income_coverage"), when="year"),
    "incomes.craft": Definition(("income_growth",)),
    "incomes.against": Definition(("income_growth",)),
    "incomes.doubts": Definition(("income_growth", "income_coverage")),
    "incomes.missing": Definition(("income_coverage",)),
    "groups.way": Definition(("practising", "villages_with_group", "groups", "otop_registered")),
    "groups.occupations": Definition(("practising", "groups", "otop_registered")),
    "groups.times": Definition(("villages_with_group", "otop_registered")),
    "groups.ready": Definition(("otop_registered",)),
    "groups.next": Definition(("villages_with_group", "practising")),
    "groups.group_league": Definition(("villages_with_group", "otop_registered")),
    "groups.groups_year": Definition(("groups", "otop_registered"), when="year"),
    "groups.facets": Definition(("otop_registered",)),
    "groups.register": Definition(("groups", "otop_registered")),
    "groups.otop_context": Definition(when="now"),
    "budget.money": Definition(("budget_disbursed",)),
    "budget.year": Definition(("budget_disbursed",), when="year"),
    "budget.areas": Definition(("budget_disbursed",)),
    "budget.over": Definition(("budget_disbursed",)),
    "budget.standings": Definition(("materials_accepted",)),
    "budget.kinds": Definition(("materials_accepted",)),
    "budget.items": Definition(("materials_accepted",)),
    "budget.unproved_areas": Definition(("evidence_complete",)),
    "budget.unproved_officers": Definition(("evidence_complete",)),
    "budget.evidence": Definition(("evidence_complete",)),
    "budget.deliveries": Definition(("materials_accepted", "training_complete")),
    "budget.spread": Definition(("materials_accepted",)),
    "budget.delivery": Definition(("materials_accepted",)),
    "budget.steps": Definition(("materials_accepted",)),
    "budget.area_days": Definition(("materials_accepted",)),
    "budget.unpaid": Definition(("budget_disbursed",)),
    "budget.item": Definition(("materials_accepted",)),
    "budget.alike": Definition(),
    "whatif.whatif_land": Definition(("practising",), when="year"),
    "whatif.whatif_line": Definition(("practising",), when="year"),
    "whatif.whatif_land_areas": Definition(("practising",), when="year"),
    "whatif.whatif_pace": Definition(("practising",), when="year"),
    "whatif.whatif_total": Definition(("practising",)),
    "whatif.whatif_areas": Definition(("practising",)),
    "whatif.whatif_loads": Definition(("villages",)),
    "whatif.whatif_moves": Definition(("villages",)),
    "knowledge.knowledge_found": Definition(),
    "knowledge.knowledge_facets": Definition(),
    "knowledge.knowledge_without": Definition(("villages",)),
    "knowledge.knowledge_coverage": Definition(("villages",)),
    "knowledge.knowledge_alike": Definition(),
    "knowledge.knowledge_near_place": Definition(),
    "quality.quality_heat": Definition(),
    "quality.pieces": Definition(),
    "quality.lacking": Definition(),
    "quality.warnings": Definition(),
    "quality.warning_areas": Definition(),
    "quality.findings": Definition(),
    "quality.mended": Definition(when="now"),
    "quality.silence": Definition(),
    "quality.late": Definition(when="now"),
    "quality.flags": Definition(
        ("villages", "income_coverage", "households_selected", "budget_disbursed", "on_time", "evidence_complete")
    ),
    "quality.flag_areas": Definition(("villages",)),
    "quality.reasons": Definition(),
    "quality.failing": Definition(),
    "quality.refused_by_register": Definition(when="now"),
    "quality.refused_by_reason": Definition(when="now"),
    "quality.refused_by_area": Definition(when="now"),
    "quality.refused": Definition(when="now"),
    "quality.refused_past": Definition(when="now"),
    "quality.succeeded": Definition(when="now"),
    "import.history": Definition(when="now"),
    "settings.rules": Definition(
        ("teams_complete", "households_selected", "training_complete", "leaders_trained", "trainer_load"), when="now"
    ),
    "settings.rules_years": Definition(
        ("teams_complete", "households_selected", "training_complete", "leaders_trained", "trainer_load"), when="now"
    ),
    "settings.rules_moves": Definition(("villages",)),
    "settings.rules_moves_counts": Definition(("villages",)),
    "settings.target_moves": Definition(),
    "settings.target_moves_counts": Definition(),
    "settings.removal_moves": Definition(),
    "settings.removal_moves_counts": Definition(),
    "settings.targets_programme": Definition(when="now"),
    "settings.targets": Definition(when="now"),
    "settings.changes": Definition(when="now"),
    "settings.access_people": Definition(when="now"),
    "settings.audit": Definition(when="now"),
    "settings.personal": Definition(when="now"),
    "settings.store": Definition(when="now"),
    "settings.register_rows": Definition(when="now"),
    "settings.credits": Definition(when="now"),
    "settings.licences": Definition(when="now"),
    "settings.sources": Definition(when="now"),
    "meeting.meeting_slides": Definition(("villages",)),
    "meeting.decisions": Definition(),
    "village.village_decisions": Definition(),
}


def definition_id(view: View, key: str) -> str:
    """Under which id a block of the page is defined: `budget.evidence`."""
    return f"{view.page or DEFAULT}.{key}"


def draw_definition(view: View, key: str, measures: tuple[str, ...] = ()) -> None:
    """The definition of a block in words, and its measures with their sums; `measures` are those chosen on the page,
    else those of the table. Nothing for a block without one.
    """
    id_ = definition_id(view, key)
    known = DEFINITIONS.get(id_)
    if known is None:
        return
    when = t(f"define.when_{known.when}", day=day(view.filters.as_of), year=year(view.filters.fiscal_year))
    parts = [
        ("what", t(f"define.{id_}.what")),
        ("of", t(f"define.{id_}.of")),
        ("when", t("define.when_now") if known.when == "now" else when),
        ("out", t(f"define.{id_}.out")),
    ]
    with st.container(key="definition", gap="xsmall"):
        for part, words in parts:
            st.markdown(f"**{t(f'define.{part}')}** &ensp; {words}")
        tied = measures or known.measures
        if tied:
            values = data.fetch(fetch_measures, view.filters)[0].values
            st.markdown(f"**{t('define.measures')}**")
            st.markdown("\n".join(f"- {_measure(values[m])}" for m in tied))


def _measure(value: MeasureValue) -> str:
    """A measure: its name, its definition, and how its number of this view was divided."""
    return f"**{measure_name(value.measure)}** – {t(f'measure.{value.measure}.definition')}: {formula(value)}"


def formula(value: MeasureValue) -> str:
    """How a measure's value was divided: 1,234 ÷ 2,000 × 100 = 61.7%; the number alone where nothing is divided."""
    shown = measured(value.measure, value.value, value.target)
    if value.denominator is None:
        return shown
    about = measure_of(value.measure)
    key = "explain.formula_percent" if about.unit == "percent" or about.factor == 100 else "explain.formula_ratio"
    return t(key, n=exact(value.numerator), of=exact(value.denominator), value=shown)


def exact(value: float | int) -> str:
    """A sum as it is: whole where it is whole, else with two decimals."""
    return number(value, 0 if float(value).is_integer() else 2)
