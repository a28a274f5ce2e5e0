"""Who looks after the village, and its way through the eleven stages: days, what was lost, what is next."""

from __future__ import annotations

from dashboard.programme import STAGES
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import strip
from dashboard.ui.breadcrumb import area_link, neighbours
from dashboard.ui.download import draw_downloads
from dashboard.ui.parts import part
from dashboard.ui.persons import shown_name
from dashboard.ui.picture_file import note_chart
from dashboard.ui.progress.village_heat import stage_of
from dashboard.ui.view import View
from dashboard.ui.village.asked import head_of, stages_of
from dashboard.ui.words import day, number, t, year


def draw_head(view: View) -> None:
    """The name with its facts and neighbours, and the line of stages."""
    head = head_of(view)
    code = view.filters.area
    around = neighbours(code, places.children(code[:6], view.filters.fiscal_year))
    budget = head["budget_baht"]
    facts = [
        ("village.stage", f"{stage_of(head['stage'])} {_stage_name(head['stage'])}"),
        ("village.officer", shown_name(head["officer"])),
        ("village.budget", "–" if budget is None else t("village.baht", n=number(budget))),
        ("village.households_total", number(head["households_total"])),
    ]
    others = [y for y in head["fiscal_years"] if y != view.filters.fiscal_year]
    if others:
        facts.append(("village.other_years", ", ".join(year(y) for y in others)))
    title, steps = places.full_name(code), _steps(view, head["stage"])
    with strip("village_head", title) as menu:
        part("timeline")(
            key="village_head",
            data={
                "name": title,
                "facts": [{"label": t(key), "text": text} for key, text in facts],
                "previous": _step(view, around.previous),
                "next": _step(view, around.next),
                "steps": steps,
                "label": t("village.timeline"),
            },
        )
        note_chart()
    with menu:
        known = stages_of(view)
        headings = {"number": t("village.stage"), "name": t("village.stage_name"),
                    "reached_on": t("village.reached_on"), "lost_on": t("village.lost_on")}  # fmt: skip
        rows = [{"number": s.number, "name": t(f"stage.{s.id}.name"), **known.get(s.number, {})} for s in STAGES]
        told = about(view, title, len(rows))
        draw_downloads(f"stages-{code}-{view.filters.as_of}", headings, rows, told, key="village_head")


def _stage_name(stage: int) -> str:
    return t(f"stage.{STAGES[stage - 1].id}.name") if stage else t("village.not_begun")


def _step(view: View, code: str) -> dict[str, str] | None:
    return {"href": area_link(view, code), "label": places.name(code)} if code else None


def _steps(view: View, standing: int) -> list[dict[str, object]]:
    """One step per stage: reached with its day, lost with its day, next, or still to come."""
    known = stages_of(view)
    steps: list[dict[str, object]] = []
    for stage in STAGES:
        row = known.get(stage.number)
        reached = row["reached_on"] if row else None
        lost = row["lost_on"] if row else None
        is_next = stage.number == standing + 1
        if reached:
            state, icon, on = "reached", "check", day(reached)
        elif lost:
            state, icon, on = "lost", "undo", t("village.lost", day=day(lost))
        elif is_next:
            state, icon, on = "next", "", t("village.next")
        else:
            state, icon, on = "todo", "", "–"
        steps.append(
            {"number": number(stage.number), "name": t(f"stage.{stage.id}.short"), "state": state, "icon": icon,
             "on": on, "run": stage.number <= standing}
        )  # fmt: skip
    return steps
