"""The measure cards of a view: values now and on the compared day, the trend through the fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.measures import fetch_income_detail, fetch_measures, fetch_series
from dashboard.programme import first_day
from dashboard.ui import data
from dashboard.ui.cards import card_of, draw_cards
from dashboard.ui.comparison import compared_measures, since_words
from dashboard.ui.explain import explain
from dashboard.ui.view import View
from dashboard.ui.words import measure_of, number, percent, t


def trend_days(view: View, points: int = 13) -> tuple[date, ...]:
    """Evenly spread days from the first of the fiscal year to the as-of day, both included."""
    start, end = first_day(view.filters.fiscal_year), view.filters.as_of
    days = max((end - start).days, 1)
    return tuple(start + timedelta(days=round(days * n / (points - 1))) for n in range(points))


def draw_measures(view: View, measures: Sequence[str], *, key: str = "cards") -> None:
    """The cards of some measures; a click opens the explanation."""
    now = data.fetch(fetch_measures, view.filters)[0].values
    other = compared_measures(view).get("")
    before = other.values if other else {}
    series = data.fetch(fetch_series, view.filters, tuple(measures), trend_days(view))
    cards = [
        card_of(
            now[m],
            before.get(m),
            since=since_words(view),
            since_short=since_words(view, short=True),
            trend=[p.value for p in series[m]],
            **_beside(m, view),
        )
        for m in measures
    ]
    clicked = draw_cards(cards, key=key, label=t("overview.cards"))
    if clicked:
        explain(clicked, view)
    data.begin_asking()  # cards explain themselves


def _beside(measure: str, view: View) -> dict[str, str]:
    if view.filters.occupation is not None and not measure_of(measure).by_occupation:
        return {"n": t("card.not_by_occupation")}
    return _income(view) if measure == "income_growth" else {}


def _income(view: View) -> dict[str, str]:
    """A mean is never shown alone: the pairs it is over, their median, how many of those practising they
    are.
    """
    detail = data.fetch(fetch_income_detail, view.filters)
    if not detail.pairs:
        return {"n": t("card.income_none")}
    return {
        "n": t("card.income_pairs", pairs=number(detail.pairs), coverage=percent(detail.coverage_pct)),
        "more": t("card.income_median", median=percent(detail.median_change_pct)),
    }
