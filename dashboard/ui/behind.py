"""What is behind a block: the queries that made its numbers, the registers they read and the files those came from.

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
from dashboard.ui.about import sentence
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


def draw_behind(key: str, title: str) -> None:
    """A button, for a block's menu, that opens what is behind what was drawn since the block before."""
    queries = tuple(name for name in data.asked_since() if name not in _EVERYWHERE)
    data.begin_asking()
    if queries and st.button(t("behind.open"), key=f"{key}_behind", icon=":material/help:", type="tertiary"):
        _open(title, frame.view(), queries)


def _open(title: str, view: View, queries: Sequence[str]) -> None:
    @st.dialog(title, width="large")
    def _dialog() -> None:
        st.caption(sentence(view))
        imports, texts = st.tabs([t("explain.imports"), t("explain.sql")])
        with imports:
            draw_imports(registers_behind(*queries))
        with texts:
            st.caption(t("behind.sql_help", n=number(len(queries))))
            for name in queries:
                st.code(sql.text(name), language="sql")

    _dialog()


def draw_imports(registers: Sequence[str]) -> None:
    """The files that registers came from, in imports that stand."""
    found = data.records("pages/register_imports", registers=list(registers))
    st.caption(t("explain.imports_help", registers=", ".join(t(f"register.{r}") for r in registers)))
    columns = [
        Column("file", t("explain.file")),
        Column("register", t("explain.register")),
        Column("stored", t("explain.stored_on")),
        Column("read", t("explain.n_read"), kind="number"),
        Column("rejected", t("explain.n_rejected"), kind="number"),
    ]
    rows = [
        Row(
            str(i),
            {
                "file": r["file"] + (f" › {r['sheet']}" if r["sheet"] else ""),
                "register": t(f"register.{r['register']}"),
                "stored": day(r["stored_at"].date()),
                "read": number(r["n_read"]),
                "rejected": number(r["n_rejected"]),
            },
        )
        for i, r in enumerate(found[:_LONGEST_LIST])
    ]
    draw_table(
        columns,
        rows,
        key="explain_imports",
        caption=t("explain.imports"),
        lead="file",
        nothing=t("explain.no_imports"),
    )
