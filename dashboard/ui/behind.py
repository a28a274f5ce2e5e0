"""What is behind a block: what it means, the queries that made its numbers, the registers and files they came from.

The same dialog for every block of every page; what was asked is noted where answers come from (`ui/data.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import streamlit as st

from dashboard import sql
from dashboard.registers import REGISTERS
from dashboard.settings import QUERIES
from dashboard.ui import data, frame
from dashboard.ui.about import about, sentence
from dashboard.ui.definitions import DEFINITIONS, definition_id, draw_definition
from dashboard.ui.download import draw_downloads
from dashboard.ui.picture_file import begin_block
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t

_LONGEST_LIST = 300
_EVERYWHERE = frozenset({"pages/last_import", "pages/data_facts", "areas/names", "areas/is_known"})
_GATHERED = {"measure_change_draft": "measures", "quality_finding_draft": "checks"}


@cache
def registers_behind(*queries: str) -> tuple[str, ...]:
    """The registers that queries read, directly or through the marts: in the order of the contract."""
    registers = {r.name for r in REGISTERS}
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(queries)
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for table in sql.tables(name):
            if table in registers:
                found.add(table)
            made = sql.names(_GATHERED[table]) if table in _GATHERED else [f"marts/{table}"]
            waiting += [query for query in made if query not in seen and (QUERIES / f"{query}.sql").exists()]
    return tuple(r.name for r in REGISTERS if r.name in found)


def draw_behind(key: str, title: str, measures: tuple[str, ...] = ()) -> None:
    """A button, for a block's menu, that opens what is behind what was drawn since the block before."""
    queries = tuple(name for name in data.asked_since() if name not in _EVERYWHERE)
    data.begin_asking()
    view = frame.address()
    is_known = bool(queries) or definition_id(view, key) in DEFINITIONS
    if is_known and st.button(t("behind.open"), key=f"{key}_behind", icon=":material/help:", type="tertiary"):
        _open(key, title, view, queries, measures)


def _open(key: str, title: str, view: View, queries: Sequence[str], measures: tuple[str, ...]) -> None:
    @st.dialog(title, width="large")
    def _dialog() -> None:
        begin_block("")  # what is drawn here stands in no block
        st.caption(sentence(view))
        draw_definition(view, key, measures)
        if not queries:
            return
        imports, texts = st.tabs([t("explain.imports"), t("explain.sql")])
        with imports:
            draw_imports(registers_behind(*queries), view)
        with texts:
            st.caption(t("behind.sql_help", n=number(len(queries))))
            for name in queries:
                st.code(sql.text(name), language="sql")

    _dialog()


def draw_imports(registers: Sequence[str], view: View) -> None:
    """The files that registers came from, in imports that stand; the list leaves as a file too."""
    found = data.records("pages/register_imports", registers=list(registers))
    st.caption(t("explain.imports_help", registers=", ".join(t(f"register.{r}") for r in registers)))
    headings = {
        "file": t("explain.file"),
        "register": t("explain.register"),
        "stored": t("explain.stored_on"),
        "read": t("explain.n_read"),
        "rejected": t("explain.n_rejected"),
    }
    rows = [
        {
            "file": r["file"] + (f" › {r['sheet']}" if r["sheet"] else ""),
            "register": t(f"register.{r['register']}"),
            "stored": r["stored_at"].date(),
            "read": r["n_read"],
            "rejected": r["n_rejected"],
        }
        for r in found
    ]
    draw_table(
        [Column(key, label, "number" if key in ("read", "rejected") else "text") for key, label in headings.items()],
        [
            Row(str(i), {**r, "stored": day(r["stored"]), "read": number(r["read"]), "rejected": number(r["rejected"])})
            for i, r in enumerate(rows[:_LONGEST_LIST])
        ],
        key="explain_imports",
        caption=t("explain.imports"),
        lead="file",
        nothing=t("explain.no_imports"),
    )
    if rows:
        with st.container(horizontal=True):
            told = about(view, t("explain.imports"), len(rows))
            draw_downloads(f"imports-{view.filters.as_of}", headings, rows, told, key="imports")
