"""Sums of baht in words: thousands separated, in millions where they are large, the unit always beside the number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dashboard.ui.words import number, t

MILLION = 1_000_000
Sum = Decimal | float | int | None


@dataclass(frozen=True)
class Scale:
    """How the sums of one column or figure are shown: divided by `divisor`, with `decimals`; `unit` in words."""

    divisor: int
    decimals: int
    unit: str

    def show(self, baht: Sum) -> str:
        """A sum in this unit, without it."""
        return number(None if baht is None else _exact(baht) / self.divisor, self.decimals)


def _exact(baht: Decimal | float) -> Decimal:
    return Decimal(str(baht))


def scale_of(sums: Iterable[Sum]) -> Scale:
    """One unit for sums that are compared: millions when the largest reaches ten of them."""
    largest = max((abs(_exact(s)) for s in sums if s is not None), default=Decimal(0))
    return Scale(MILLION, 2, t("budget.million_baht")) if largest >= 10 * MILLION else Scale(1, 0, t("budget.baht"))


def exact(baht: Sum) -> str:
    """A sum to the baht with its unit: 1,234,567 บาท."""
    return t("budget.in_baht", n=number(baht))


def short(baht: Sum) -> str:
    """A sum with its unit, as short as it can be read: 1.23 ล้านบาท, 985,400 บาท."""
    if baht is not None and abs(_exact(baht)) >= MILLION:
        return t("budget.in_million", n=number(_exact(baht) / MILLION, 2))
    return exact(baht)


def price(baht: Sum) -> str:
    """A unit price: satang only where there are any."""
    return number(baht, 0 if baht is None or float(baht).is_integer() else 2)


def amount(quantity: Sum) -> str:
    """A quantity: decimals only where there are any."""
    return price(quantity)
