"""How a change of income is said: signed, with its interval, and too few pairs as such."""

from __future__ import annotations

from decimal import Decimal

from dashboard.measures.income_groups import IncomeGroup
from dashboard.measures.income_stats import FEW, UNCERTAIN, Interval, Verdict
from dashboard.ui.tables import Cell
from dashboard.ui.words import Value, number, percent, t

STATUS_OF: dict[Verdict, str] = {"above": "met", "open": "near", "below": "behind"}
ICON_OF: dict[Verdict, str] = {"above": "check_circle", "open": "contrast", "below": "error"}


def signed(value: Value, target: Value = None) -> str:
    """A change in percent with its sign: +3.1%, −0.4%, 0%; "–" when there is none."""
    return "–" if value is None else _sign(value) + percent(abs(float(value)), target if value > 0 else None)


def signed_baht(value: Value) -> str:
    """A change in baht with its sign: +7,163."""
    return "–" if value is None else _sign(value) + number(abs(float(value)))


def _sign(value: float | Decimal) -> str:
    return "+" if value > 0 else "−" if value < 0 else ""


def interval_percent(interval: Interval | None) -> str:
    """2.8% ถึง 3.3%; nothing without one."""
    return "" if interval is None else t("incomes.interval", low=percent(interval.low), high=percent(interval.high))


def interval_baht(interval: Interval | None) -> str:
    """6,594 ถึง 7,732; nothing without one."""
    return "" if interval is None else t("incomes.interval", low=number(interval.low), high=number(interval.high))


def few() -> str:
    """น้อยกว่า 5."""
    return t("incomes.few", n=number(FEW))


def pairs_cell(group: IncomeGroup) -> Cell:
    """The pairs of a group: too few to tell as such, few enough to doubt with a mark."""
    return count_cell(group.pairs, is_few=group.is_few, is_uncertain=group.is_uncertain)


def count_cell(pairs: int, *, is_few: bool, is_uncertain: bool) -> Cell:
    """A number of pairs as `pairs_cell` shows it."""
    if is_few:
        return Cell(few())
    if is_uncertain:
        word = t("incomes.uncertain", n=number(UNCERTAIN))
        return Cell(number(pairs), icon="contrast", status="near", word=word, title=word)
    return Cell(number(pairs))
