"""What a view is compared with, in numbers and in words: the same villages on another day, or another area.

Compared with a day, each area has its own figure of that day; compared with an area, all have that area's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from dashboard.measures import AreaMeasures, AreaStages, fetch_measures, fetch_stages
from dashboard.measures.beyond import fetch_rates, fetch_stages_beyond
from dashboard.ui import data, places
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, t

if TYPE_CHECKING:
    import duckdb

    from dashboard.filters import Filters

A = TypeVar("A", AreaMeasures, AreaStages)


def compared_measures(view: View, by: str | None = None, codes: Sequence[str] = ("",)) -> Mapping[str, AreaMeasures]:
    """Area code → its measures to compare with, for the areas of one level (`codes`); '' without `by`."""
    return _compared(view, by, codes, fetch_measures, fetch_rates)


def compared_stages(view: View, by: str | None = None, codes: Sequence[str] = ("",)) -> Mapping[str, AreaStages]:
    """The same of the stages."""
    return _compared(view, by, codes, fetch_stages, fetch_stages_beyond)


def _compared(
    view: View,
    by: str | None,
    codes: Sequence[str],
    ask: Callable[[duckdb.DuckDBPyConnection, Filters, str | None], list[A]],
    told: Callable[[duckdb.DuckDBPyConnection, Filters, str | None], list[A]],
) -> Mapping[str, A]:
    other = view.compared
    if other is None:
        return {}
    if view.compare_area is None and by:
        return {area.area_code: area for area in data.fetch(ask, other, by)}
    (whole,) = data.fetch_beyond(ask, told, other)
    return dict.fromkeys(codes, whole)


def compared_words(view: View, *, short: bool = False) -> str:
    """The other day or area: 30 เม.ย. 2560 (short: 30 เม.ย.), จ.ขอนแก่น; nothing when nothing is compared."""
    if view.filters.compare_on:
        return day_month(view.filters.compare_on) if short else day(view.filters.compare_on)
    if view.compare_area is None:
        return ""
    return places.name(view.compare_area) if short else places.full_name(view.compare_area)


def since_words(view: View, *, short: bool = False) -> str:
    """What a difference is against: จาก 30 เม.ย. 2560, เทียบประเทศ; nothing when nothing is compared."""
    words = compared_words(view, short=short)
    if not words:
        return ""
    return t("card.since", day=words) if view.compare_area is None else t("card.against", area=words)
