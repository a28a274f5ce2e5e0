"""The measure cards of a view: values now and on the compared day, the trend through the fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.measures import fetch_income_detail, fetch_measures, fetch_series
from dashboard.programme import first_day
from dashboard.ui import data
from dashboard.ui.cards import card_of, draw_cards
from dashboard.ui.explain import explain
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t


def trend_days(view: View, points: int = 13) -> tuple[date, ...]:
    """Evenly spread days from the first of the fiscal year to the as-of day, both included."""
    start, end = first_day(view.filters.fiscal_year), view.filters.as_of
    days = max((end - start).days, 1)
    return tuple(start + timedelta(days=round(days * n / (points - 1))) for n in range(points))


def draw_measures(view: View, measures: Sequence[str], *, key: str = "cards") -> None:
    """The cards of some measures; a click opens the explanation."""
    now = data.fetch(fetch_measures, view.filters)[0].values
    since = view.filters.compare_on
    before = data.fetch(fetch_measures, view.filters.at(since))[0].values if since else {}
    series = data.fetch(fetch_series, view.filters, tuple(measures), trend_days(view))
    cards = [
        card_of(
            now[m],
            before.get(m),
            since=since,
            trend=[p.value for p in series[m]],
            **(_income(view) if m == "income_growth" else {}),
        )
        for m in measures
    ]
    clicked = draw_cards(cards, key=key, label=t("overview.cards"))
    if clicked:
        explain(clicked, view)


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
