"""The total as it is and as the scenario makes it, measure by measure, beside saved scenarios; and area by area."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.waterfall import Step, draw_waterfall
from dashboard.measures import MeasureValue
from dashboard.programme import MEASURES
from dashboard.scenario.answers import what_if
from dashboard.scenario.applying import AreaResult, ScenarioResult
from dashboard.scenario.saved import Saved
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.cards import change_of, status_word, target_words
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, change_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.whatif.asked import Asked
from dashboard.ui.whatif.said import ICONS, change_words, difference
from dashboard.ui.whatif.stack_bar import saved_beside
from dashboard.ui.words import measure_name, measure_of, measured, number, t

MOST_STEPS = 12


def result_of(view: View, text: str) -> ScenarioResult:
    """What a scenario's text gives for the view."""
    return what_if(data.fetch, view.filters, text)


Beside = list[tuple[Saved, ScenarioResult]]


def draw_total(view: View, asked: Asked) -> None:
    """Both blocks, side by side; saved scenarios stand in both."""
    beside = [(saved, result_of(view, saved.text)) for saved in saved_beside(asked)]
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _draw_measures(view, asked, result_of(view, asked.text), beside)
    with right:
        _draw_areas(view, asked, result_of(view, asked.text), beside)


def _draw_measures(view: View, asked: Asked, result: ScenarioResult, beside: Beside) -> None:
    title = t("whatif.total")
    with block("whatif_total", title, t("whatif.total.note")) as menu:
        columns = [
            Column("name", t("whatif.measure")), Column("before", t("whatif.actual"), "number"),
            Column("after", t("whatif.scenario"), "number"), Column("change", t("whatif.change"), "change"),
            *(Column(f"beside{s.id}", t("whatif.scenario_named", name=s.name), "number") for s, _ in beside),
        ]  # fmt: skip
        draw_table(
            columns, [_measure_row(view, asked, result, beside, m.id) for m in MEASURES],
            key="whatif_total_table", caption=title, fill=True,
        )  # fmt: skip
    if menu:
        with menu:
            _download_measures(view, asked, result, beside, title)


def _measure_row(view: View, asked: Asked, result: ScenarioResult, beside: Beside, id_: str) -> Row:
    before, after = result.before[id_], result.after[id_]
    return Row(
        id_,
        {
            "name": measure_name(id_),
            "before": measured(id_, before.value, before.target),
            "after": _judged(after),
            "change": change_cell(change_of(id_, after.value, before.value)),
            **{f"beside{saved.id}": measured(id_, found.after[id_].value) for saved, found in beside},
        },
        href=view.link(what=id_),
        tone="here" if id_ == asked.measure else "",
    )


def _judged(value: MeasureValue) -> Cell:
    word = status_word(value.status) if value.target is not None else ""
    return Cell(measured(value.measure, value.value, value.target), status=value.status, word=word,
                icon=ICONS.get(value.status, ""))  # fmt: skip


def _download_measures(view: View, asked: Asked, result: ScenarioResult, beside: Beside, title: str) -> None:
    headings = {"name": t("whatif.measure"), "before": t("whatif.actual"), "after": t("whatif.scenario"),
                "target": t("whatif.scenario_target"), "status": t("whatif.scenario_status")}  # fmt: skip
    headings |= {f"beside{saved.id}": t("whatif.scenario_named", name=saved.name) for saved, _ in beside}
    rows = [
        {"name": measure_name(m.id), "before": result.before[m.id].value, "after": result.after[m.id].value,
         "target": result.after[m.id].target, "status": status_word(result.after[m.id].status),
         **{f"beside{saved.id}": found.after[m.id].value for saved, found in beside}}
        for m in MEASURES
    ]  # fmt: skip
    draw_downloads(
        _file(view, "total"), headings, rows, scenario_about(view, asked, title, len(rows)), key="whatif_total"
    )


def scenario_about(view: View, asked: Asked, title: str, n_rows: int) -> dict[str, str]:
    """What every export of the page says: that it is a scenario, and which."""
    changes = [change_words(change) for change in asked.stack.active]
    said = "; ".join(changes) or t("whatif.label.none")
    return {t("whatif.label"): said, **about(view, f"{t('whatif.label')}: {title}", n_rows)}


def _file(view: View, what: str) -> str:
    return f"scenario-{what}-{view.filters.as_of}"


def _draw_areas(view: View, asked: Asked, result: ScenarioResult, beside: Beside) -> None:
    title = t("whatif.areas", measure=measure_name(asked.measure, short=True))
    with block("whatif_areas", title, t("whatif.areas.note")) as menu:
        if result.effects[asked.measure]:
            _draw_waterfall(view, asked, result)
        else:
            st.caption(t("whatif.areas.same"))
        areas = areas_beside(result, beside)
        named = places.names(area.area_code for area in areas)
        draw_table(
            [Column("name", t("whatif.area")), Column("before", t("whatif.actual"), "number"),
             Column("after", t("whatif.scenario"), "number"), Column("effect", t("whatif.effect"), "number"),
             *(Column(f"beside{s.id}", t("whatif.scenario_named", name=s.name), "number") for s, _ in beside)],
            [_area_row(view, asked, result, beside, area, named[area.area_code]) for area in areas],
            key="whatif_areas_table", caption=title, nothing=t("whatif.areas.none"), fill=True,
        )  # fmt: skip
    if menu:
        with menu:
            _download_areas(view, asked, result, beside, title)


def areas_beside(result: ScenarioResult, beside: Beside) -> list[AreaResult]:
    """The areas of the scenario and those that only a saved one has, in code order."""
    areas = {area.area_code: area for area in result.areas}
    for _, found in beside:
        for area in found.areas:
            areas.setdefault(area.area_code, AreaResult(area.area_code, area.before, None))
    return [areas[code] for code in sorted(areas)]


def _after_beside(id_: str, code: str, found: ScenarioResult) -> MeasureValue | None:
    """What a saved scenario makes of an area; None where it is not in that total."""
    area = next((area for area in found.areas if area.area_code == code), None)
    return area.after[id_] if area is not None and area.after is not None else None


def _area_row(view: View, asked: Asked, result: ScenarioResult, beside: Beside, area: AreaResult, name: str) -> Row:
    id_ = asked.measure
    effect = next((e.effect for e in result.effects[id_] if e.area_code == area.area_code), None)
    before = area.before[id_] if area.before else None
    return Row(
        area.area_code,
        {
            "name": name,
            "before": measured(id_, before.value, before.target) if before else t("whatif.not_in"),
            "after": _judged(area.after[id_]) if area.after else t("whatif.not_in"),
            "effect": difference(id_, float(effect)) if effect else "–",
            **{
                f"beside{saved.id}": t("whatif.not_in")
                if (then := _after_beside(id_, area.area_code, found)) is None
                else measured(id_, then.value, then.target)
                for saved, found in beside
            },
        },
        href=view.link(area=area.area_code),
    )


def waterfall_steps(id_: str, result: ScenarioResult) -> list[Step]:
    """The actual, the areas with the largest effects (the rest together), the scenario."""
    info, effects = measure_of(id_), sorted(result.effects[id_], key=lambda e: -abs(e.effect))
    shown, rest = effects[:MOST_STEPS], effects[MOST_STEPS:]
    names = places.names(effect.area_code for effect in shown)
    steps = [
        Step(names[e.area_code], float(e.effect), difference(id_, float(e.effect)),
             is_good=(e.effect > 0) == info.more_is_better, area_code=e.area_code)
        for e in shown
    ]  # fmt: skip
    if rest:
        size = sum(float(e.effect) for e in rest)
        steps.append(Step(t("whatif.rest", n=number(len(rest))), size, difference(id_, size),
                          is_good=(size > 0) == info.more_is_better))  # fmt: skip
    before, after = result.before[id_], result.after[id_]
    return [
        Step(t("whatif.actual"), float(before.value or 0), measured(id_, before.value, before.target), is_total=True),
        *steps,
        Step(t("whatif.scenario"), float(after.value or 0), measured(id_, after.value, after.target), is_total=True),
    ]


def _draw_waterfall(view: View, asked: Asked, result: ScenarioResult) -> None:
    id_ = asked.measure
    steps, after = waterfall_steps(id_, result), result.after[id_]
    figure = draw_waterfall(
        steps,
        goal=None if after.target is None else float(after.target),
        goal_label=target_words(after),
        suffix="%" if measure_of(id_).unit == "percent" else "",
        colours=palette(dark=is_dark()),
        size=letters(),
    )
    row = 34 if letters() > 14 else 26
    ways = [view.link(area=step.area_code) if step.area_code else "" for step in steps]
    draw_chart(
        figure, ways, height=row * len(steps) + 60, key="whatif_waterfall",
        alt=t("whatif.waterfall.alt", measure=measure_name(id_), before=steps[0].words, after=steps[-1].words,
              steps=", ".join(f"{s.label} {s.words}" for s in steps[1:-1])),
    )  # fmt: skip


def _download_areas(view: View, asked: Asked, result: ScenarioResult, beside: Beside, title: str) -> None:
    id_ = asked.measure
    effects = {e.area_code: e.effect for e in result.effects[id_]}
    headings = {"code": t("whatif.area_code"), "name": t("whatif.area"), "before": t("whatif.actual"),
                "after": t("whatif.scenario"), "effect": t("whatif.effect")}  # fmt: skip
    headings |= {f"beside{saved.id}": t("whatif.scenario_named", name=saved.name) for saved, _ in beside}
    areas = areas_beside(result, beside)
    names = places.names(area.area_code for area in areas)
    rows: list[dict[str, object]] = [
        {"code": a.area_code, "name": names[a.area_code], "before": a.before[id_].value if a.before else None,
         "after": a.after[id_].value if a.after else None, "effect": effects.get(a.area_code, 0),
         **{f"beside{saved.id}": then.value if (then := _after_beside(id_, a.area_code, found)) else None
            for saved, found in beside}}
        for a in areas
    ]  # fmt: skip
    draw_downloads(
        _file(view, id_), headings, rows, scenario_about(view, asked, title, len(rows)), key="whatif_areas",
        chart="whatif_areas" if result.effects[id_] else "",
    )  # fmt: skip
