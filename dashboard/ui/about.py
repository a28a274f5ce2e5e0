"""What an export or a dialog says about itself: area, year, day, filters, source, number of rows."""

from __future__ import annotations

from dashboard.ui import data, places
from dashboard.ui.comparison import compared_words
from dashboard.ui.filter_chips import filter_sentence
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t, year


def sentence(view: View) -> str:
    """The view in words: อำเภอภูเวียง · ปีงบประมาณ 2560 ณ 31 พ.ค. 2560."""
    areas = ", ".join(places.full_name(code) for code in view.filters.areas) or places.full_name("")
    parts = [areas, t("frame.facts.as_of", year=year(view.filters.fiscal_year), day=day(view.filters.as_of))]
    if view.filters.without:
        parts.insert(1, t("frame.without", areas=", ".join(places.full_name(code) for code in view.filters.without)))
    parts += filter_sentence(view)
    return " · ".join(parts)


def about(view: View, title: str, n_rows: int) -> dict[str, str]:
    """What every export carries: name → text, for the second sheet of a workbook."""
    now = data.snapshot()
    with data.beside_the_page():  # it says of which state it is
        stored = data.records("pages/last_import")[0]["stored_on"]
    return {
        t("about.title"): title,
        t("about.view"): sentence(view),
        t("about.compared"): compared_words(view) or "–",
        t("about.kind"): t(f"about.kind.{now.kind}"),
        t("about.source"): t("about.source_is", snapshot=now.id, day=day(stored)),
        t("about.rows"): number(n_rows),
    }
