"""What if we move officers? Loads now and then, the villages that change hands, evening out and changes by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from dashboard.measures.fetching import fetch_measures
from dashboard.scenario.changes import Cap, EvenOut, Hand, Stack
from dashboard.scenario.handing import DistrictPlan, Handover, plan_districts
from dashboard.scenario.loads import NOBODY, District, OfficerLoad, fetch_districts
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.whatif.asked import Asked
from dashboard.ui.whatif.officer_form import LOADS, draw_officer_form
from dashboard.ui.whatif.order_file import draw_order_file
from dashboard.ui.whatif.said import officer_name
from dashboard.ui.whatif.total import scenario_about
from dashboard.ui.words import day, number, t

MOST_DISTRICTS = 60
_PLANS = "_whatif_plans"
_REMEMBERED = 4
MOST_OPEN = 2  # districts whose officers are listed one by one
MOST_ROWS = 60


def draw_officers(view: View, asked: Asked) -> None:
    """The form, then loads at the left and moves at the right; too many districts are asked to be fewer first."""
    codes = sorted({code[:4] for code in view.filters.areas if len(code) >= 4})
    if not codes:
        found = data.fetch(fetch_measures, view.filters, "district", ("villages",))
        codes = [area.area_code for area in found]
    if len(codes) > MOST_DISTRICTS:
        st.info(
            t("whatif.officers.too_many", n=number(len(codes)), most=number(MOST_DISTRICTS)), icon=":material/info:"
        )
        return
    plans = plans_of(view, asked, codes)
    draw_officer_form(view, codes)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _draw_loads(view, asked, plans)
    with right:
        _draw_moves(view, asked, plans)


def plans_of(view: View, asked: Asked, codes: list[str]) -> list[DistrictPlan]:
    """The plan of each district, with a bar while they are worked out; remembered while nothing changes."""
    view = replace(view, filters=view.filters.of(*codes))
    shares = Stack(tuple(step for step in asked.stack.steps if isinstance(step.change, EvenOut | Hand | Cap)))
    districts: list[District] = data.fetch(fetch_districts, view.filters)
    key = (data.snapshot().id, view.filters, shares)
    known: dict[object, list[DistrictPlan]] = st.session_state.setdefault(_PLANS, {})
    if key not in known:
        bar = st.empty()

        def tell(done: int, of: int) -> None:
            bar.progress(done / max(of, 1), t("whatif.officers.working", n=number(done), of=number(of)))

        plans = plan_districts(districts, shares, tell if shares.active else lambda _done, _of: None)
        bar.empty()
        st.session_state[_PLANS] = dict([*known.items(), (key, plans)][-_REMEMBERED:])
        return plans
    return known[key]


def _draw_loads(view: View, asked: Asked, plans: list[DistrictPlan]) -> None:
    title = t("whatif.loads")
    rows = load_rows(plans)
    with block("whatif_loads", title, t("whatif.loads.note")) as menu:
        st.caption(said(plans))
        if len(plans) > MOST_OPEN:
            _draw_districts(view, plans, title)
        else:
            _draw_officer_rows(rows, title)
    if menu:
        with menu:
            _download_loads(view, asked, rows, title)


def _draw_officer_rows(rows: list[LoadRow], title: str) -> None:
    most = max((max(row.before.villages, row.after.villages) for row in rows), default=0) or 1
    draw_table(
        [Column("name", t("whatif.officer")), Column("before", t("whatif.villages_now"), "bar"),
         Column("after", t("whatif.villages_then"), "bar"),
         Column("households", t("whatif.households_then"), "number"),
         Column("visits", t("whatif.visits_then"), "number")],
        [_load_row(row, most) for row in rows],
        key="whatif_loads_table", caption=title, fill=True, nothing=t("whatif.loads.none"),
    )  # fmt: skip


def _draw_districts(view: View, plans: list[DistrictPlan], title: str) -> None:
    """A row for each district, which leads to its officers."""
    names = places.names(plan.district_code for plan in plans)
    draw_table(
        [Column("name", t("whatif.form.district")), Column("officers", t("whatif.officers"), "number"),
         Column("before", t("whatif.villages_now"), "number"), Column("after", t("whatif.villages_then"), "number"),
         Column("moves", t("whatif.moved"), "number")],
        [
            Row(
                plan.district_code,
                {"name": names[plan.district_code],
                 "officers": number(sum(load.officer != NOBODY for load in plan.before)),
                 "before": _spread([plan.before]), "after": _spread([plan.after]), "moves": number(len(plan.moves))},
                href=view.link(area=plan.district_code),
            )
            for plan in plans
        ],
        key="whatif_districts_table", caption=title, fill=True,
    )  # fmt: skip


def said(plans: list[DistrictPlan]) -> str:
    """How far apart the loads are now and then, and what could not be done."""
    parts = [
        t("whatif.loads.spread", before=_spread([p.before for p in plans]), after=_spread([p.after for p in plans]))
    ]
    for outcome in ("time", "impossible", "no_officer"):
        found = [p.district_code for p in plans if p.outcome == outcome]
        if found:
            parts.append(t(f"whatif.outcome.{outcome}", districts=", ".join(places.names(found).values())))
    refused = sum(len(p.refused) for p in plans)
    return " · ".join([*parts, *([t("whatif.refused", n=number(refused))] if refused else [])])


def _spread(loads: list[tuple[OfficerLoad, ...]]) -> str:
    found = [load.villages for district in loads for load in district if load.officer != NOBODY]
    if not found:
        return "–"
    return number(min(found)) if min(found) == max(found) else f"{number(min(found))}–{number(max(found))}"


@dataclass(frozen=True)
class LoadRow:
    """An officer of a district (NOBODY = none named) with the load now and then."""

    district: str
    before: OfficerLoad
    after: OfficerLoad


def load_rows(plans: list[DistrictPlan]) -> list[LoadRow]:
    """One row per district and officer, within a district the most villages now first."""
    rows: list[LoadRow] = []
    for plan in plans:
        then = {load.officer: load for load in plan.after}
        nothing = OfficerLoad(NOBODY, 0, 0, 0)
        rows += [LoadRow(plan.district_code, load, then.get(load.officer, nothing)) for load in plan.before]
    return sorted(rows, key=lambda row: (row.district, -row.before.villages, row.before.officer))


def _load_row(row: LoadRow, most: int) -> Row:
    before, after = row.before, row.after
    return Row(
        f"{row.district}{before.officer}",
        {
            "name": Cell(officer_name(before.officer), note=places.name(row.district)),
            "before": Cell(number(before.villages), share=before.villages / most * 100),
            "after": Cell(number(after.villages), share=after.villages / most * 100),
            "households": t("whatif.from_to", before=number(before.households), after=number(after.households)),
            "visits": t("whatif.from_to", before=number(before.visits), after=number(after.visits)),
        },
    )


def _draw_moves(view: View, asked: Asked, plans: list[DistrictPlan]) -> None:
    moves = [move for plan in plans for move in plan.moves]
    title = t("whatif.moves", n=number(len(moves)))
    with block("whatif_moves", title, t("whatif.moves.note")) as menu:
        names = places.names(move.village.code for move in moves[:MOST_ROWS])
        draw_table(
            [Column("name", t("whatif.village")), Column("from", t("whatif.from")), Column("to", t("whatif.to")),
             Column("way", t("whatif.way")), Column("by", t("whatif.by"))],
            [_move_row(move, names[move.village.code]) for move in moves[:MOST_ROWS]],
            key="whatif_moves_table", caption=title, fill=True, nothing=t("whatif.moves.none"),
        )  # fmt: skip
        if len(moves) > MOST_ROWS:
            st.caption(t("whatif.moves.longer", n=number(MOST_ROWS)))
    if menu:
        with menu:
            draw_order_file(view, plans)
            _download_moves(view, asked, moves, title)


def _move_row(move: Handover, name: str) -> Row:
    return Row(
        move.village.code,
        {
            "name": Cell(name, note=places.name(move.village.code[:6])),
            "from": officer_name(move.village.officer),
            "to": officer_name(move.to),
            "way": way_words(move),
            "by": t(f"whatif.by.{move.by}"),
        },
    )


def way_words(move: Handover) -> str:
    """How far the village is from what its new officer has now."""
    if move.km is not None:
        return t("whatif.km", n=number(move.km, 1))
    return t("whatif.same_subdistrict" if move.is_near else "whatif.other_subdistrict")


def _download_loads(view: View, asked: Asked, rows: list[LoadRow], title: str) -> None:
    headings = {"district": t("whatif.form.district"), "officer": t("whatif.officer")}
    for load in LOADS:
        headings |= {f"{load}_now": t(f"whatif.{load}_now"), f"{load}_then": t(f"whatif.{load}_then")}
    flat: list[dict[str, object]] = []
    for row in rows:
        one: dict[str, object] = {"district": places.name(row.district), "officer": officer_name(row.before.officer)}
        one |= {f"{load}_now": row.before.load(load) for load in LOADS}
        flat.append(one | {f"{load}_then": row.after.load(load) for load in LOADS})
    told = scenario_about(view, asked, title, len(flat))
    draw_downloads(f"scenario-loads-{view.filters.as_of}", headings, flat, told, key="whatif_loads")


def _download_moves(view: View, asked: Asked, moves: list[Handover], title: str) -> None:
    """The moves as the draft of an order: number, village, from, to, from which day."""
    headings = {
        "number": t("whatif.number"), "code": t("whatif.village_code"), "village": t("whatif.village"),
        "subdistrict": t("whatif.subdistrict"), "district": t("whatif.form.district"), "from": t("whatif.from"),
        "to": t("whatif.to"), "households": t("whatif.load.households"), "visits": t("whatif.load.visits"),
        "way": t("whatif.way"), "by": t("whatif.by"),
    }  # fmt: skip
    names = places.names(move.village.code for move in moves)
    rows: list[dict[str, object]] = [
        {"number": place, "code": m.village.code, "village": names[m.village.code],
         "subdistrict": places.name(m.village.code[:6]), "district": places.name(m.village.code[:4]),
         "from": officer_name(m.village.officer), "to": officer_name(m.to),
         "households": m.village.households, "visits": m.village.visits, "way": way_words(m),
         "by": t(f"whatif.by.{m.by}")}
        for place, m in enumerate(moves, start=1)
    ]  # fmt: skip
    name = t("whatif.order", day=day(view.filters.as_of))
    draw_downloads(f"scenario-order-{view.filters.as_of}", headings, rows,
                   scenario_about(view, asked, f"{name}: {title}", len(rows)), key="whatif_moves")  # fmt: skip
