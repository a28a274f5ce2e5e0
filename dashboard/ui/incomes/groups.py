"""Where and in what incomes rose: the areas one level below, and the types of occupation; a click narrows the view."""

from __future__ import annotations

import streamlit as st

from dashboard.filters import UNSAID
from dashboard.measures.income_groups import fetch_income_groups, fetch_income_occupations
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.incomes.group_table import GroupRow, GroupTable, draw_group_downloads, draw_groups
from dashboard.ui.view import View
from dashboard.ui.words import number, t

LEVELS = ("nation", "province", "district", "subdistrict", "village")


def draw_areas(view: View) -> None:
    """The block of the areas one level below the view's; a click goes down."""
    digits = view.child_digits
    groups = data.fetch(fetch_income_groups, view.filters, LEVELS[digits // 2])
    names = places.plain_names(group.key for group in groups)
    rows = [GroupRow(group, names[group.key], area_link(view, group.key)) for group in groups]
    (whole,) = data.fetch(fetch_income_groups, view.filters)
    level = places.level_word(digits)
    title = t("incomes.areas.title", level=level)
    table = GroupTable("areas", "sort", "mean", level, title)
    with block("areas", title, t("incomes.areas.note", n=number(len(rows)))) as menu:
        draw_groups(view, table, rows, GroupRow(whole, t("incomes.whole")))
        st.caption(t("incomes.legend"))
    if menu:
        with menu:
            draw_group_downloads(view, table, rows, codes=True)


def draw_occupations(view: View) -> None:
    """The block of the types of occupation; a click limits the view to one, a second click takes it back."""
    groups = data.fetch(fetch_income_occupations, view.filters)
    chosen = view.filters.occupation
    rows = [
        GroupRow(
            group,
            group.key or t("filter.occupation.none"),
            view.link(occupation=None if group.key == chosen else group.key or UNSAID),
            is_chosen=group.key == chosen,
        )
        for group in groups
    ]
    title = t("incomes.occupations.title")
    table = GroupTable("occupations", "osort", "mean", t("filter.occupation"), title)
    with block("occupations", title, t("incomes.occupations.note"), menu=bool(rows)) as menu:
        draw_groups(view, table, rows, None)
    if menu:
        with menu:
            draw_group_downloads(view, table, rows, codes=False)
