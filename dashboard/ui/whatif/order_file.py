"""The moves as the draft of an order: a document for each district, made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import places as dopa
from dashboard.messages import say
from dashboard.scenario.handing import DistrictPlan
from dashboard.scenario.loads import NOBODY, OfficerLoad
from dashboard.scenario.order import Order, OrderLoad, OrderMove, write_orders
from dashboard.thai import format_date
from dashboard.ui import data
from dashboard.ui.knowledge.files import DOCX
from dashboard.ui.knowledge.written import foot_of, label_of
from dashboard.ui.leaving import noted
from dashboard.ui.persons import shown_name
from dashboard.ui.view import View
from dashboard.ui.words import t


def draw_order_file(view: View, plans: Sequence[DistrictPlan]) -> None:
    """The button of the document; nothing while no village changes hands."""
    orders = orders_of(plans)
    if not orders:
        return
    snapshot = data.snapshot()
    foot, label = foot_of(view, snapshot), label_of(snapshot)
    year, as_of = view.filters.fiscal_year, format_date(view.filters.as_of, short=False)
    file = f"scenario-order-{view.filters.as_of}.docx"
    st.download_button(
        t("order.download"),
        noted(
            lambda: write_orders(orders, year, as_of, foot, label), "export.document", file,
            sum(len(order.moves) for order in orders),
        ),
        file, DOCX, key="whatif_order_docx", icon=":material/description:", on_click="ignore", type="tertiary",
    )  # fmt: skip


def orders_of(plans: Sequence[DistrictPlan]) -> list[Order]:
    """An order for each district in which a village changes hands, in the words that this session may see."""
    return [_order(plan) for plan in plans if plan.moves]


def _order(plan: DistrictPlan) -> Order:
    then = {load.officer: load for load in plan.after}
    nothing = OfficerLoad(NOBODY, 0, 0, 0)
    named = [load for load in plan.before if load.officer != NOBODY or load.villages]
    by_hand = sum(move.by == "hand" for move in plan.moves)
    return Order(
        _thai_name(plan.district_code),
        _thai_name(plan.district_code[:2]),
        tuple(
            OrderMove(
                say("th", "place.village.full", name=move.village.name, moo=int(move.village.code[6:])).strip(),
                _thai_name(move.village.code[:6]), _officer(move.village.officer), _officer(move.to),
                move.village.households,
            )
            for move in plan.moves
        ),
        tuple(_load(load, then.get(load.officer, nothing)) for load in named),
        say("th", "order.by", even=len(plan.moves) - by_hand, hand=by_hand),
    )  # fmt: skip


def _load(before: OfficerLoad, after: OfficerLoad) -> OrderLoad:
    return OrderLoad(
        _officer(before.officer), (before.villages, after.villages), (before.households, after.households),
        (before.visits, after.visits),
    )  # fmt: skip


def _officer(name: str) -> str:
    return shown_name(name) if name != NOBODY else say("th", "order.nobody")


def _thai_name(code: str) -> str:
    return dopa.name(code, "th") or code
