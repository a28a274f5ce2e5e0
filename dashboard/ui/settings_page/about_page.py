"""About: version, whose data, how much of it, how long states are kept, licences and credits, language."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.messages import LANGUAGES
from dashboard.registers import REGISTERS
from dashboard.settings import ROOT, read_settings
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.settings_page.asked import store
from dashboard.ui.settings_page.libraries import libraries, version
from dashboard.ui.settings_page.parts import draw_pills
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab
from dashboard.ui.view import View
from dashboard.ui.words import day, digits, language, number, t

CREDITS = ("geothai", "natural_earth", "sarabun", "context")


def draw_language(view: View, *, key: str = "language") -> None:
    """The language and the digits, as links like the switches beside the navigation."""
    with block(key, t("settings.language"), menu=False):
        tabs = [Tab(name, t(f"frame.language.{name}")) for name in LANGUAGES]
        draw_pills(tabs, {name: view.link(lang=name) for name in LANGUAGES}, language(), key=f"{key}_pills",
                   label=t("settings.language"))  # fmt: skip
        if language() == "th":
            shown = [Tab(name, t(f"frame.digits.{name}")) for name in ("arabic", "thai")]
            hrefs = {"arabic": view.link(digits=None), "thai": view.link(digits="thai")}
            draw_pills(shown, hrefs, digits(), key=f"{key}_digits", label=t("settings.digits"))
        st.caption(t("settings.look"))


def draw_store(view: View, *, key: str = "store") -> None:
    """Whose data it is, which state, how large, and which earlier states are kept."""
    now, here, settings = data.snapshot(), store(), read_settings()
    kept = here.kept_files()
    stored = data.records("pages/last_import")[0]["stored_at"]
    oldest = datetime.fromtimestamp(kept[-1].stat().st_mtime) if kept else None
    facts = [
        ("version", version() or "–", ""),
        ("kind", t(f"kind.{now.kind}"), t(f"settings.kind.{now.kind}")),
        ("folder", here.folder.name, ""),
        ("snapshot", now.id, t("settings.snapshot.made", day=day(stored.date())) if stored else ""),
        ("size", _size(now.path.stat().st_size), ""),
        ("kept", t("settings.kept.n", n=number(len(kept)), most=number(settings.snapshots_kept)),
         t("settings.kept.since", day=day(oldest.date()), size=_size(sum(p.stat().st_size for p in kept)))
         if oldest else ""),
    ]  # fmt: skip
    title = t("settings.store")
    with block(key, title) as menu:
        draw_table(
            [Column("name", t("settings.fact")), Column("text", t("settings.fact.value"))],
            [Row(id_, {"name": t(f"settings.{id_}"), "text": Cell(text, note=note)}) for id_, text, note in facts],
            key=f"{key}_table", caption=title, stacks=False,
        )  # fmt: skip
        st.caption(t("settings.kept.help", most=number(settings.snapshots_kept)))
    if menu:
        with menu:
            rows: list[dict[str, object]] = [
                {"name": t(f"settings.{id_}"), "text": text, "note": note} for id_, text, note in facts
            ]
            headings = {"name": t("settings.fact"), "text": t("settings.fact.value"), "note": t("worklist.note")}
            draw_downloads("store", headings, rows, about(view, title, len(rows)), key=key)


def _size(n_bytes: int) -> str:
    return t("settings.megabytes", n=number(n_bytes / 1_000_000, 1))


def draw_registers(view: View, *, key: str = "register_rows") -> None:
    """How many rows each register has."""
    n_rows = {r["register"]: r["n_rows"] for r in data.records("pages/settings_register_rows")}
    title = t("settings.registers")
    with block(key, title) as menu:
        draw_table(
            [Column("name", t("explain.register")), Column("n", t("settings.rows"), "number")],
            [Row(r.name, {"name": t(f"register.{r.name}"), "n": number(n_rows.get(r.name, 0))}) for r in REGISTERS],
            key=f"{key}_table", caption=title, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("explain.register"), "n": t("settings.rows")}
            rows: list[dict[str, object]] = [
                {"name": t(f"register.{r.name}"), "n": n_rows.get(r.name, 0)} for r in REGISTERS
            ]
            draw_downloads("register-rows", headings, rows, about(view, title, len(rows)), key=key)


def draw_licences(view: View, *, key: str = "licences") -> None:
    """Whose work this stands on: area data, map, typeface, figures, and the packages with their versions."""
    with block("credits", t("settings.credits"), menu=False):
        st.markdown("  \n".join(f"**{t(f'credit.{id_}.name')}** · {t(f'credit.{id_}.words')}" for id_ in CREDITS))
        with st.expander(t("settings.notice")):
            st.text((ROOT / "NOTICE").read_text(encoding="utf-8"))
            st.text((ROOT / "LICENSE").read_text(encoding="utf-8"))
    packages = libraries()
    title = t("settings.libraries")
    with block(key, title, t("settings.libraries.note", n=number(len(packages))), menu=bool(packages)) as menu:
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
