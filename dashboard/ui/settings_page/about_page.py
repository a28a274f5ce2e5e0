"""About: version, whose data, how much of it, how long states are kept, help, language."""

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
from dashboard.ui.settings_page.asked import history, store
from dashboard.ui.settings_page.libraries import version
from dashboard.ui.settings_page.parts import draw_pills
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab
from dashboard.ui.view import View
from dashboard.ui.words import day, digits, language, number, t


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


def draw_help(view: View, *, key: str = "help") -> None:
    """How to use the dashboard, and where the empty registers are."""
    with block(key, t("settings.help"), menu=False):
        with st.expander(t("settings.help.use"), icon=":material/menu_book:"):
            st.markdown(how_to_use(language()))
        with st.expander(t("settings.help.commands"), icon=":material/terminal:"):
            st.markdown(how_to_use("commands"))
        draw_pills([Tab("templates", t("settings.help.templates"))], {"templates": view.link("import")}, "",
                   key=f"{key}_links", label=t("settings.help"))  # fmt: skip


def how_to_use(part: str) -> str:
    """A part of docs/use.md: what it says in a language, or its list of commands (`commands`)."""
    parts = (ROOT / "docs" / "use.md").read_text(encoding="utf-8").split("\n## ")[-3:]
    return parts[("th", "en", "commands").index(part)].split("\n", 1)[1].strip()


def draw_store(view: View, *, key: str = "store") -> None:
    """Whose data it is, which state, what made it, how large, and which earlier states are kept."""
    title, facts = t("settings.store"), _facts()
    is_empty = store().newest() is None
    with block(key, title, menu=not is_empty) as menu:
        draw_table(
            [Column("name", t("settings.fact")), Column("text", t("settings.fact.value"))],
            [Row(id_, {"name": t(f"settings.{id_}"), "text": Cell(text, note=note)}) for id_, text, note in facts],
            key=f"{key}_table", caption=title, stacks=False,
        )  # fmt: skip
        st.caption(t("settings.kept.help", most=number(read_settings().snapshots_kept)))
    if menu:
        with menu:
            rows: list[dict[str, object]] = [
                {"name": t(f"settings.{id_}"), "text": text, "note": note} for id_, text, note in facts
            ]
            headings = {"name": t("settings.fact"), "text": t("settings.fact.value"), "note": t("worklist.note")}
            draw_downloads("store", headings, rows, about(view, title, len(rows)), key=key)


def _facts() -> list[tuple[str, str, str]]:
    """(id, value, note) of each thing that is known about the store; before the first import little is."""
    here, settings = store(), read_settings()
    facts = [("version", version() or "–", "")]
    if here.newest() is None:
        return [*facts, ("kind", t("settings.kind.none"), "")]
    now, kept = data.snapshot(), here.kept_files()
    stored = data.records("pages/last_import")[0]["stored_on"]
    known = history()
    settings_set = sum(bool(b.changes) for b in known)
    undone = sum(b.undone_at is not None for b in known)
    oldest = datetime.fromtimestamp(kept[-1].stat().st_mtime) if kept else None
    return [
        *facts,
        ("kind", t(f"kind.{now.kind}"), t(f"settings.kind.{now.kind}")),
        ("folder", here.folder.name, ""),
        ("snapshot", now.id, t("settings.snapshot.made", day=_moment(now.path.stat().st_mtime))),
        ("batches", t("settings.batches.n", n=number(len(known) - settings_set), settings=number(settings_set),
                      undone=number(undone)),
         t("settings.batches.last", day=day(stored)) if stored else ""),
        ("size", _size(now.path.stat().st_size), ""),
        ("kept", t("settings.kept.n", n=number(len(kept)), most=number(settings.snapshots_kept)),
         t("settings.kept.since", day=day(oldest.date()), size=_size(sum(p.stat().st_size for p in kept)))
         if oldest else ""),
    ]  # fmt: skip


def _moment(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds)
    return f"{day(at.date())} {at:%H:%M}"


def _size(n_bytes: int) -> str:
    return t("settings.megabytes", n=number(n_bytes / 1_000_000, 1))


def draw_registers(view: View, *, key: str = "register_rows") -> None:
    """How many rows each register has; nothing before the first import."""
    if store().newest() is None:
        return
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
