"""The registered groups by product, producer and stars, and all by how far they are: a click filters the register.

A bar is as long as the register behind it: it counts what the register shows once it is clicked.
"""

from __future__ import annotations

from dashboard.filters import UNSAID
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.groups_page.asked import Choice, choice_of, facet_values, facet_word
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t

FACETS = ("state", "category", "producer", "stars")
OF_REGISTERED = FACETS[1:]


def facet_counts(view: View, choice: Choice) -> dict[str, dict[str, int]]:
    """Facet → value → how many groups the register has when it is clicked; every value there is, also those of none."""
    counts = {facet: dict.fromkeys(facet_values(facet), 0) for facet in FACETS}
    for row in data.view_records("pages/groups_facets", view.filters, **choice.params()):
        counts[row["facet"]][row["value"]] = row["n"]
    return counts


def facet_link(view: View, choice: Choice, facet: str, value: str) -> str:
    """The address with this value chosen; without it when it is chosen already."""
    asked = None if choice.of(facet) == value else value or UNSAID
    others: dict[str, str | None] = dict.fromkeys(OF_REGISTERED) if facet == "state" else {}
    if facet != "state" and choice.state != "registered":
        others = {"state": None}
    return view.link(**{**others, facet: asked, "register_page": None})


def draw_facets(view: View, *, key: str = "facets") -> None:
    """The block with a list of bars for each facet."""
    choice = choice_of(view)
    counts = facet_counts(view, choice)
    n = counts["state"]["registered"]
    with block(key, t("grp.facets.title"), t("grp.facets.note", n=number(n))) as menu:
        for facet in FACETS:
            _draw_facet(view, choice, facet, counts[facet], key)
    if menu:
        with menu:
            rows = [
                {"facet": t(f"grp.facet.{facet}"), "value": facet_word(facet, value), "n": n}
                for facet, of_facet in counts.items()
                for value, n in of_facet.items()
            ]
            headings = {"facet": t("files.facet"), "value": t("files.value"), "n": t("grp.groups")}
            said = about(view, t("grp.facets.title"), len(rows))
            draw_downloads(f"groups-by-{view.filters.as_of}", headings, rows, said, key=key)


def _draw_facet(view: View, choice: Choice, facet: str, counts: dict[str, int], key: str) -> None:
    most = max(counts.values(), default=0)
    draw_table(
        [Column("name", t(f"grp.facet.{facet}")), Column("n", t("grp.groups"), "bar")],
        [
            Row(
                value or UNSAID,
                {"name": facet_word(facet, value), "n": Cell(number(n), share=n / most * 100 if most else 0)},
                href=facet_link(view, choice, facet, value) if n or choice.of(facet) == value else "",
                tone="here" if choice.of(facet) == value else "",
            )
            for value, n in counts.items()
        ],
        key=f"{key}_{facet}", caption=t(f"grp.facet.{facet}"), stacks=False,
    )  # fmt: skip
