"""Measure cards: value, target, status, change since another day, trend and n; a click asks for the
explanation.

clicked = draw_cards([card_of(now, before, since=day, trend=points) for …], key="cards", label=t("…"))
if clicked: explain(clicked, view)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.measures import MeasureValue
from dashboard.ui.parts import part
from dashboard.ui.words import Value, measure_name, measure_of, measured, number, percent, t


@dataclass(frozen=True)
class Card:
    """What one card shows, in words already. `status` is met, near, behind or none; `trend` runs oldest to
    newest.
    """

    id: str
    label: str
    value: str
    spoken: str
    status: str = "none"
    status_word: str = ""
    target: str = ""
    change: str = ""
    change_icon: str = ""
    change_tone: str = "same"
    since: str = ""
    n: str = ""
    more: str = ""
    trend: tuple[float | None, ...] = ()
    goal: float | None = None
    trend_label: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Change:
    """The difference of a measure between two days: words, icon and whether it is good, bad or the same."""

    words: str = ""
    icon: str = ""
    tone: str = "same"
    short: str = ""


def change_of(measure: str, now: Value, before: Value) -> Change:
    """How a measure changed: points for percentages, the number itself for counts and ratios; empty when
    unknown.
    """
    if now is None or before is None:
        return Change()
    difference = float(now) - float(before)
    about = measure_of(measure)
    decimals = 0 if about.unit == "count" else 1
    if abs(difference) < 0.5 * 10**-decimals:
        return Change(t("change.same"), "arrow_right_alt", "same", t("change.same"))
    words = percent(abs(difference)).removesuffix("%") if about.unit == "percent" else number(abs(difference), decimals)
    key = "change.points" if about.unit == "percent" else "change.number"
    up = difference > 0
    return Change(
        t(key, sign="+" if up else "−", n=words),
        "arrow_upward" if up else "arrow_downward",
        "good" if up == about.more_is_better else "bad",
        t("change.number", sign="+" if up else "−", n=words),
    )


def status_word(status: str) -> str:
    """ถึงเป้า, ใกล้เป้า, ต่ำกว่าเป้า, or that there is nothing to judge."""
    return t(f"status.{status}")


def counted(value: MeasureValue) -> str:
    """Numerator / denominator with what they count: 521 / 528 หมู่บ้าน."""
    if value.denominator is None:
        return t(f"card.{value.measure}.counted", n=number(value.numerator))
    return t(f"card.{value.measure}.counted", n=number(value.numerator), of=number(value.denominator))


def target_words(value: MeasureValue) -> str:
    """เป้า 85%, or nothing for a measure without a target."""
    if value.target is None:
        return ""
    key = "card.target" if measure_of(value.measure).more_is_better else "card.target_at_most"
    return t(key, target=measured(value.measure, value.target))


def target_short(value: MeasureValue) -> str:
    """The target alone, to stand after the status word: 85%, or ≤ 4."""
    if value.target is None:
        return ""
    words = measured(value.measure, value.target)
    return words if measure_of(value.measure).more_is_better else f"≤ {words}"


def card_of(
    now: MeasureValue,
    before: MeasureValue | None = None,
    *,
    since: str = "",
    since_short: str = "",
    trend: Sequence[Value] = (),
    n: str = "",
    more: str = "",
) -> Card:
    """The card of a measure: `before` is its value on another day or in another area, which `since` says in
    words, `n` replaces numerator / denominator, `more` is a further line below it.
    """
    change = change_of(now.measure, now.value, before.value if before else None)
    word = status_word(now.status) if now.target is not None else ""
    name = measure_name(now.measure)
    spoken = [
        f"{name}: {measured(now.measure, now.value, now.target)}",
        word,
        target_words(now),
        f"{change.words} {since if change.words else ''}",
        n or counted(now),
        more,
        t("card.explain"),
    ]
    return Card(
        id=now.measure,
        label=measure_name(now.measure, short=True),
        value=measured(now.measure, now.value, now.target),
        spoken=". ".join(filter(None, (s.strip() for s in spoken))),
        status=now.status,
        status_word=word,
        target=target_words(now) if now.status == "none" else target_short(now),
        change=change.short,
        change_icon=change.icon,
        change_tone=change.tone,
        since=since_short if change.words else "",
        n=n or counted(now),
        more=more,
        trend=tuple(None if v is None else float(v) for v in trend),
        goal=None if now.target is None else float(now.target),
        trend_label=t("card.trend", name=name),
        hint=t("card.explain"),
    )


def draw_cards(cards: Sequence[Card], *, key: str, label: str) -> str | None:
    """Draw the cards in a row (columns on smaller screens); the id of the one that was clicked in this
    run.
    """
    data: dict[str, Any] = {"label": label, "cards": [vars(card) for card in cards]}
    clicked = part("cards")(key=key, data=data, on_explain_change=lambda: None)
    return str(clicked.explain) if clicked.explain else None
