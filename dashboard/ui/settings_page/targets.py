"""The targets of a year: the programme's own, those that offices set, and which wins where."""

from __future__ import annotations

import streamlit as st

from dashboard.measures.judging import Targets, programme_target
from dashboard.programme import MEASURES
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.settings_page.acts import may_set
from dashboard.ui.settings_page.asked import TargetRow, rules_now, targets_now, year_of
from dashboard.ui.settings_page.signing import draw_done
from dashboard.ui.settings_page.target_form import NATION, draw_removal, draw_target_form
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.target_source import target_origin
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, measure_of, measured, number, t, year

MOST_ROWS = 200


def draw_targets(view: View, *, key: str = "targets") -> None:
    """What each measure is judged by, the rows that offices set, and setting or removing one."""
    fiscal_year = year_of(view)
    draw_done()
    if not may_set():
        st.caption(t("access.settings_only"))
    elif view.get("edit") == "target":
        draw_target_form(view)
    elif view.get("remove"):
        draw_removal(view)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _draw_programme(view, fiscal_year, key=f"{key}_programme")
    with right:
        _draw_rows(view, fiscal_year, key=key)


def _draw_programme(view: View, fiscal_year: int, *, key: str) -> None:
    """Every measure with the programme's own target and the nation's row; how many areas have one of their own."""
    rows, rules = targets_now(fiscal_year), rules_now(fiscal_year)
    title = t("settings.targets.programme")
    lines = []
    for measure in MEASURES:
        own = programme_target(measure, rules)
        nation = next((r.target for r in rows if r.measure == measure.id and not r.area_code), None)
        areas = sum(r.measure == measure.id and bool(r.area_code) for r in rows)
        lines.append((measure.id, own, nation, areas))
    with block(key, title, t("settings.targets.wins")) as menu:
        draw_table(
            [Column("name", t("kpi.measure")), Column("own", t("settings.rule.programme"), "number"),
             Column("nation", t("settings.targets.nation"), "number"),
             Column("areas", t("settings.targets.areas"), "number")],
            [
                Row(id_, {"name": measure_name(id_, short=True),
                          "own": Cell(_in_unit(id_, own), tone="" if nation is None else "same"),
                          "nation": Cell(_in_unit(id_, nation)) if nation is not None else None,
                          "areas": number(areas) if areas else None},
                    href=view.link(edit="target", measure=id_, on=None, remove=None) if may_set() else "")
                for id_, own, nation, areas in lines
            ],
            key=f"{key}_table", caption=title, fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("kpi.measure"), "own": t("settings.rule.programme"),
                        "nation": t("settings.targets.nation"), "areas": t("settings.targets.areas")}  # fmt: skip
            plain: list[dict[str, object]] = [
                {"name": measure_name(id_), "own": own, "nation": nation, "areas": areas}
                for id_, own, nation, areas in lines
            ]
            draw_downloads(f"programme-targets-{fiscal_year}", headings, plain, about(view, title, len(plain)), key=key)


def _in_unit(measure: str, target: object) -> str:
    if target is None:
        return "–"
    words = measured(measure, float(target))  # type: ignore[arg-type]
    return words if measure_of(measure).more_is_better else f"≤ {words}"


def _draw_rows(view: View, fiscal_year: int, *, key: str) -> None:
    """The register's rows of the year, each with what it takes the place of, to change or remove."""
    rows = targets_now(fiscal_year)
    names = places.names({r.area_code for r in rows if r.area_code})
    title = t("settings.targets", year=year(fiscal_year))
    with block(key, title, t("settings.targets.note", n=number(len(rows))), menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("kpi.measure")), Column("area", t("league.area")),
             Column("target", t("kpi.target"), "number"), Column("source", t("settings.source")),
             Column("instead", t("settings.targets.instead")),
             Column("remove", t("settings.targets.action"))],
            [_row(view, fiscal_year, row, names) for row in rows[:MOST_ROWS]],
            key=f"{key}_table", caption=title, nothing=t("settings.targets.none"), fill=True,
        )  # fmt: skip
        if len(rows) > MOST_ROWS:
            st.caption(t("attention.longer", n=number(MOST_ROWS), of=number(len(rows))))
        if may_set():
            st.button(t("settings.targets.add"), icon=":material/add:", key=f"{key}_add", on_click=_add)
        st.caption(t("settings.targets.deeper"))
    if menu:
        with menu:
            headings = {
                "fiscal_year": t("frame.fiscal_year"), "code": t("download.code"), "area": t("league.area"),
                "measure": t("settings.targets.id"), "name": t("kpi.measure"), "target": t("kpi.target"),
                "source": t("settings.source"),
            }  # fmt: skip
            plain: list[dict[str, object]] = [
                {"fiscal_year": fiscal_year, "code": r.area_code, "area": names.get(r.area_code, places.name("")),
                 "measure": r.measure, "name": measure_name(r.measure), "target": r.target,
                 "source": target_origin(fiscal_year, r.area_code, r.measure) or t("settings.source.register")}
                for r in rows
            ]  # fmt: skip
            draw_downloads(f"targets-{fiscal_year}", headings, plain, about(view, title, len(plain)), key=key)


def _add() -> None:
    st.query_params["edit"] = "target"
    for own in ("measure", "on", "remove"):
        st.query_params.pop(own, None)


def _row(view: View, fiscal_year: int, row: TargetRow, names: dict[str, str]) -> Row:
    area = row.area_code or NATION
    origin, own = target_origin(fiscal_year, row.area_code, row.measure), may_set(row.area_code)
    return Row(
        f"{row.measure}-{area}",
        {
            "name": Cell(measure_name(row.measure, short=True),
                         href=view.link(edit="target", measure=row.measure, on=area, remove=None) if own else ""),
            "area": names.get(row.area_code, places.name("")),
            "target": _in_unit(row.measure, row.target),
            "source": Cell(t("settings.source.settings" if origin else "settings.source.register"), note=origin),
            "instead": instead_of(fiscal_year, row),
            "remove": Cell(t("settings.targets.remove"), href=view.link(remove=f"{row.measure}~{area}", edit=None))
            if own else None,
        },
    )  # fmt: skip


def instead_of(fiscal_year: int, row: TargetRow) -> str:
    """The target that would win in this area without the row: whose it is, and its number."""
    others = [(r.measure, r.area_code, r.target) for r in targets_now(fiscal_year) if r != row]
    wins = Targets(others, rules_now(fiscal_year)).of(measure_of(row.measure), row.area_code)
    if wins is None:
        return t("settings.targets.without")
    whose = t("settings.source.programme") if wins.source == "programme" else places.name(wins.source)
    return f"{whose} {_in_unit(row.measure, wins.number)}"
