"""The four dimensions: a card each that explains itself, and the table of areas × dimensions that leads down."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import sql
from dashboard.thai import sort_key
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.cards import Card, draw_cards
from dashboard.ui.comparison import since_words
from dashboard.ui.download import draw_downloads
from dashboard.ui.picture_file import begin_block
from dashboard.ui.quality.asked import DIMENSIONS, Share, Shares, shares_by_area, total_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t

NO_SHARE = Share(0, 0)
_LIST_KEYS = ("piece", "lacking_page", "failing_page")  # belong to the list that stood there before
_DEEPER = 2.5  # 40 points below the whole are as deep as it gets


def draw_dimension_cards(view: View, *, key: str = "quality_cards") -> None:
    """A card per dimension: share, numerator and denominator, change since the comparison; a click explains it."""
    now = total_of(shares_by_area(view.filters, view.child_digits))
    other = view.compared
    before = total_of(shares_by_area(other, other.child_digits)) if other else {}
    clicked = draw_cards(
        [_card(view, d, now[d], before.get(d, NO_SHARE)) for d in DIMENSIONS], key=key, label=t("quality.dimensions")
    )
    if clicked in DIMENSIONS:
        _explain(clicked, now[clicked])


def _card(view: View, dimension: str, now: Share, before: Share) -> Card:
    name, value = t(f"quality.{dimension}"), percent(now.percent)
    icon, tone, short = _change(now, before)
    since = since_words(view) if short else ""
    n = t(f"quality.{dimension}.counted", n=number(now.n), of=number(now.of)) if now.of else t("quality.not_yet")
    spoken = [f"{name}: {value}", f"{short} {since}".strip(), n, t("card.explain")]
    return Card(
        id=dimension, label=name, value=value, spoken=". ".join(filter(None, spoken)), change=short,
        change_icon=icon, change_tone=tone, since=since_words(view, short=True) if short else "", n=n,
        hint=t("card.explain"),
    )  # fmt: skip


def _change(now: Share, before: Share) -> tuple[str, str, str]:
    """The icon, tone and words of the change between two shares; nothing when one is not known."""
    if now.percent is None or before.percent is None:
        return "", "same", ""
    change = now.percent - before.percent
    if abs(change) < 0.05:
        return "arrow_right_alt", "same", t("change.same")
    up = change > 0
    words = t("change.number", sign="+" if up else "−", n=percent(abs(change)).removesuffix("%"))
    return "arrow_upward" if up else "arrow_downward", "good" if up else "bad", words


def _explain(dimension: str, share: Share) -> None:
    @st.dialog(t(f"quality.{dimension}"), width="large")
    def _dialog() -> None:
        begin_block("")
        st.write(t(f"quality.{dimension}.definition"))
        if share.of:
            formula = t("explain.formula_percent", n=number(share.n), of=number(share.of), value=percent(share.percent))
            with st.container(key="explain_formula"):
                st.header(formula, anchor=False)
        st.caption(t(f"quality.{dimension}.help"))
        for mart in ("village_quality", "village_check", *(("village_completeness",) * (dimension == "completeness"))):
            st.code(sql.text(f"marts/{mart}"), language="sql")

    _dialog()


def draw_dimension_heat(view: View, *, key: str = "quality_heat") -> None:
    """The areas one level below, those with the worst share first; a click leads down."""
    digits = view.child_digits
    areas = shares_by_area(view.filters, digits)
    names = places.plain_names(areas)
    ranked = ranked_areas(areas, names, view.get("sort"))
    title = t("quality.heat", level=places.level_word(digits))
    with block(key, title, t("quality.heat.note", n=number(len(ranked))), menu=bool(ranked)) as menu:
        draw_table(
            _columns(view, digits),
            [Row(code, _cells(view, names[code], areas[code], code), href=_link(view, code)) for code in ranked],
            key=f"{key}_table", caption=title, nothing=t("league.nothing"), stacks=False, fill=True,
            total=Row("", _cells(view, t("heat.total"), total_of(areas), "")) if len(ranked) > 1 else None,
        )  # fmt: skip
    if menu:
        with menu:
            _draw_downloads(view, ranked, areas, names, title, key)


def _link(view: View, code: str) -> str:
    """Down to the area on this page; a village opens its own."""
    return area_link(view, code) if len(code) == 8 else view.link(area=code)


def ranked_areas(areas: Mapping[str, Shares], names: Mapping[str, str], sort: str) -> list[str]:
    """The codes as `sort` asks: name, worst (the default) or a dimension, the lowest share first; `-` turns it."""
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(areas, key=lambda code: (sort_key(names[code]), code))
    if by == "name":
        return in_order[::-1] if turned else in_order

    def value(code: str) -> float | None:
        if by in DIMENSIONS:
            return areas[code].get(by, NO_SHARE).percent
        return min((s.percent for s in areas[code].values() if s.percent is not None), default=None)

    known = [(value(code), code) for code in in_order]
    judged = sorted(((v, c) for v, c in known if v is not None), key=lambda pair: pair[0], reverse=turned)
    return [c for _, c in judged] + [c for v, c in known if v is None]


def _columns(view: View, digits: int) -> list[Column]:
    sort = view.get("sort")
    by, turned = sort.removeprefix("-"), sort.startswith("-")

    def column(key: str, label: str, kind: str) -> Column:
        return Column(
            key, label, kind,  # type: ignore[arg-type]
            sort_href=view.link(sort=f"-{key}" if by == key and not turned else key),
            sorted=("down" if turned else "up") if by == key else "",
            help=t(f"quality.{key}.definition") if key in DIMENSIONS else "",
        )  # fmt: skip

    return [
        column("name", places.level_word(digits), "text"),
        *(column(d, t(f"quality.{d}.short"), "heat") for d in DIMENSIONS),
    ]


def _cells(view: View, name: str, shares: Shares, code: str) -> dict[str, str | Cell | None]:
    """The cells of an area ('' = all of them together); each share leads to the villages that fail it there."""
    return {"name": name, **{d: _cell(view, name, d, shares.get(d, NO_SHARE), code) for d in DIMENSIONS}}


def _cell(view: View, name: str, dimension: str, share: Share, code: str) -> Cell | None:
    if share.percent is None:
        return None
    href = view.link(area=code or None, dimension=dimension, **dict.fromkeys(_LIST_KEYS))
    counted = t(f"quality.{dimension}.counted", n=number(share.n), of=number(share.of))
    title = f"{name}: {t(f'quality.{dimension}')} {percent(share.percent)} – {counted}"
    if len(code) == 8 and dimension != "completeness":  # a village passes or not
        good = share.n == share.of
        return Cell(
            t("quality.passes" if good else "quality.fails"), share=_depth(share.percent), href=href, title=title,
            icon="check_circle" if good else "error", status="met" if good else "behind",
        )  # fmt: skip
    return Cell(percent(share.percent, 100), share=_depth(share.percent), href=href, title=title)


def _depth(share: float) -> float:
    """How deep a cell is coloured: what is lacking, so that the areas to look after stand out."""
    return min(100.0, (100 - share) * _DEEPER)


def _draw_downloads(
    view: View, ranked: list[str], areas: Mapping[str, Shares], names: Mapping[str, str], title: str, key: str
) -> None:
    headings = {"code": t("download.code"), "name": t("league.area")}
    for d in DIMENSIONS:
        name = t(f"quality.{d}.short")
        headings |= {d: f"{name} (%)", f"{d}_n": t("download.numerator", measure=name),
                     f"{d}_of": t("download.denominator", measure=name)}  # fmt: skip
    rows = []
    for code in ranked:
        row: dict[str, object] = {"code": code, "name": names[code]}
        for d in DIMENSIONS:
            share = areas[code].get(d, NO_SHARE)
            row |= {d: share.percent, f"{d}_n": share.n if share.of else None, f"{d}_of": share.of or None}
        rows.append(row)
    draw_downloads(f"quality-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)
