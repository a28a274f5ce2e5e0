"""Whose work this stands on: area data, map, typeface, published figures, packages; with the licence of each."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.settings import ROOT
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.settings_page.asked import store
from dashboard.ui.settings_page.libraries import libraries
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t, year

CREDITS = {
    "geothai": "https://creativecommons.org/licenses/by/4.0/",
    "natural_earth": "https://www.naturalearthdata.com/",
    "sarabun": "https://openfontlicense.org/",
    "context": "",
}
NOTICES = {
    "notice": Path("NOTICE"),
    "sources": Path("data/reference/SOURCES.md"),
    "font": Path("dashboard/static/OFL.txt"),
    "own": Path("LICENSE"),
}
MOST_SOURCES = 50


def draw_credits(view: View, *, key: str = "credits") -> None:
    """The works of others that are shown, with their authors, licences and changes; the full notices."""
    has_store = store().newest() is not None
    with block(key, t("settings.credits"), menu=has_store) as menu:
        draw_table(
            [Column("name", t("settings.fact")), Column("by", t("settings.credit.by"))],
            [
                Row(id_, {"name": t(f"credit.{id_}.name"),
                          "by": Cell(t(f"credit.{id_}.by"), note=t(f"credit.{id_}.words"), href=href)})
                for id_, href in CREDITS.items()
            ],
            key=f"{key}_table", caption=t("settings.credits"), stacks=False,
        )  # fmt: skip
        for id_, path in NOTICES.items():
            with st.expander(t(f"settings.notice.{id_}")):
                st.code((ROOT / path).read_text(encoding="utf-8"), language=None, wrap_lines=True)
    if menu:
        with menu:
            headings = {"name": t("settings.fact"), "by": t("settings.credit.by"), "words": t("settings.licence"),
                        "address": t("files.address")}  # fmt: skip
            rows = [
                {"name": t(f"credit.{id_}.name"), "by": t(f"credit.{id_}.by"), "words": t(f"credit.{id_}.words"),
                 "address": href or None}
                for id_, href in CREDITS.items()
            ]  # fmt: skip
            draw_downloads("credits", headings, rows, about(view, t("settings.credits"), len(rows)), key=key)
    if has_store:
        _draw_sources(view, key="sources")


def _draw_sources(view: View, *, key: str) -> None:
    """The sources of the published figures that this store holds; nothing where it holds none."""
    found = data.records("pages/settings_sources", n=MOST_SOURCES)
    if not found:
        return
    title = t("settings.sources")
    with block(key, title, t("settings.libraries.note", n=number(found[0]["n_all"]))) as menu:
        draw_table(
            [Column("name", t("settings.sources.name")), Column("years", t("settings.sources.years")),
             Column("n", t("settings.rows"), "number")],
            [Row(str(i), {"name": r["source"] or "–", "years": _years(r), "n": number(r["n_rows"])})
             for i, r in enumerate(found)],
            key=f"{key}_table", caption=title, stacks=False,
        )  # fmt: skip
        if found[0]["n_all"] > len(found):
            st.caption(t("attention.longer", n=number(len(found)), of=number(found[0]["n_all"])))
    if menu:
        with menu:
            headings = {"source": t("settings.sources.name"), "first_year": t("settings.sources.first"),
                        "last_year": t("settings.sources.last"), "n_rows": t("settings.rows")}  # fmt: skip
            rows = [{name: row[name] for name in headings} for row in found]
            draw_downloads("sources", headings, rows, about(view, title, len(rows)), key=key)


def _years(row: dict[str, int]) -> str:
    first, last = row["first_year"], row["last_year"]
    return year(first) if first == last else f"{year(first)}–{year(last)}"


def draw_libraries(view: View, *, key: str = "licences") -> None:
    """The packages that the dashboard runs on, as they are installed: name, version, licence."""
    packages = libraries()
    title = t("settings.libraries")
    has_menu = bool(packages) and store().newest() is not None
    with block(key, title, t("settings.libraries.note", n=number(len(packages))), menu=has_menu) as menu:
        draw_table(
            [Column("name", t("settings.library")), Column("version", t("settings.version"), "number"),
             Column("licence", t("settings.licence"))],
            [Row(p.name, {"name": p.name, "version": p.version, "licence": p.licence or "–"}) for p in packages],
            key=f"{key}_table", caption=title, stacks=False, fill=True,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("settings.library"), "version": t("settings.version"),
                        "licence": t("settings.licence")}  # fmt: skip
            rows = [dict[str, object](vars(p)) for p in packages]
            draw_downloads("libraries", headings, rows, about(view, title, len(rows)), key=key)
