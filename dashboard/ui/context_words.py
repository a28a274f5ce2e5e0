"""Published figures in words: their unit, their year, how many months they hold."""

from __future__ import annotations

from dashboard.measures.context import ContextYear, Indicator
from dashboard.ui.words import number, t, year

_MILLION = 1_000_000


def scaled(indicator: Indicator) -> tuple[float, str]:
    """Large sums of baht in millions: (divisor, the unit in words)."""
    if indicator.unit == "บาท" and max(abs(y.value) for y in indicator.years) >= 10 * _MILLION:
        return _MILLION, t("context.million_baht")
    return 1, indicator.unit


def figure_words(value: float) -> str:
    """A figure with as many decimals as help: one below a hundred, none above."""
    return number(value, 0 if abs(value) >= 100 or float(value).is_integer() else 1)


def years_word(indicator: Indicator, of: ContextYear) -> str:
    """ปี or ปีงบประมาณ, as the source says."""
    return t("context.fiscal_year" if indicator.is_fiscal_year else "context.year", year=year(of.year))


def of_months(of: ContextYear) -> str:
    """How many months a partial year holds; '' for a whole one."""
    return t("context.months", n=number(of.months)) if of.is_partial else ""
