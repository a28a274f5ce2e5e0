"""The moves of a scenario as the draft of an order that an office can finish: always in Thai, with Thai digits.

Each district has an order of its own, with a list of the villages that change hands and of the loads before and after.
It says on every page that it is a proposal. Names come in as they may be shown; it must not know who looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.messages import say
from dashboard.papers import add_line, add_table, new_paper, paper_bytes
from dashboard.thai import thai_digits

_DOTS: Final = "." * 40


@dataclass(frozen=True, slots=True)
class OrderMove:
    """A village that changes hands, in words: name, subdistrict, who had it, who gets it; and its target households."""

    village: str
    subdistrict: str
    from_officer: str
    to_officer: str
    households: int


@dataclass(frozen=True, slots=True)
class OrderLoad:
    """An officer's villages, households and visits due: (before, after) each."""

    officer: str
    villages: tuple[int, int]
    households: tuple[int, int]
    visits: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Order:
    """One district's order; `basis` says in words how the villages were shared out."""

    district: str
    province: str
    moves: tuple[OrderMove, ...]
    loads: tuple[OrderLoad, ...]
    basis: str = ""


def write_orders(orders: Sequence[Order], fiscal_year: int, as_of: str, foot: str, label: str = "") -> bytes:
    """The orders as a docx, each beginning on a page of its own.

    `as_of` is the day of the registers in words, `foot` stands at the foot of every page; `label` (such as that the
    registers are an example) at its head, after that this is a proposal and no order.
    """
    head = " · ".join(part for part in (_say("order.label"), label) if part)
    document = new_paper(_say("order.paper", year=fiscal_year), thai_digits(foot), thai_digits(head))
    for number, order in enumerate(orders):
        if number:
            document.add_page_break()
        _add_order(document, order, fiscal_year, as_of)
    return paper_bytes(document)


def _add_order(document: Any, order: Order, fiscal_year: int, as_of: str) -> None:
    add_line(document, _say("order.title", district=order.district), centred=True, bold=True)
    add_line(document, _say("order.number", dots=_DOTS), centred=True)
    add_line(document, _say("order.subject", year=fiscal_year), centred=True)
    add_line(document, "─" * 20, centred=True)
    add_line(document, _say("order.reason", year=fiscal_year, province=order.province), indent_mm=25)
    add_line(document, _say("order.do", district=order.district, n=len(order.moves)), indent_mm=25)
    add_line(document, _say("order.from_day", dots=_DOTS), indent_mm=25)
    add_line(document, "")
    for key in ("order.given", "", "order.sign", "order.signed", "order.position"):
        add_line(document, _say(key, dots=_DOTS) if key else "", centred=True)
    document.add_page_break()
    _add_moves(document, order)
    add_line(document, "")
    _add_loads(document, order, as_of)


def _add_moves(document: Any, order: Order) -> None:
    add_line(document, _say("order.moves", district=order.district), centred=True, bold=True, with_next=True)
    rows = [
        (f"{place}", m.village, m.subdistrict, m.from_officer, m.to_officer, f"{m.households:,}")
        for place, m in enumerate(order.moves, start=1)
    ]
    headings = ("order.no", "order.village", "order.subdistrict", "order.from", "order.to", "order.households")
    add_table(document, [_say(key) for key in headings], _digits(rows), (14, 36, 22, 33, 33, 22))


def _add_loads(document: Any, order: Order, as_of: str) -> None:
    add_line(document, _say("order.loads", day=as_of), centred=True, bold=True, with_next=True)
    if order.basis:
        add_line(document, _say("order.basis", basis=order.basis), with_next=True)
    rows = [
        (load.officer, *(f"{number:,}" for pair in (load.villages, load.households, load.visits) for number in pair))
        for load in order.loads
    ]
    kinds = ("order.load.villages", "order.load.households", "order.load.visits")
    headings = [f"{_say(kind)} ({_say(when)})" for kind in kinds for when in ("order.before", "order.after")]
    add_table(document, [_say("order.officer"), *headings], _digits(rows), (40, 20, 20, 20, 20, 20, 20))
    add_line(document, _say("order.note"))


def _digits(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[thai_digits(text) for text in row] for row in rows]


def _say(key: str, **facts: object) -> str:
    return thai_digits(say("th", key, **facts))
