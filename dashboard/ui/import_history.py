"""What came in so far, taking the newest batch back, and the rejected rows of each batch to take away."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import SammachipError, StoreIsEmpty
from dashboard.intake.rejects import write_rejects
from dashboard.intake.report import words_of
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.store.history import Batch, batches, refused_rows, undo
from dashboard.ui import data, frame
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.import_report import plain
from dashboard.ui.leaving import noted
from dashboard.ui.settings_page.change_words import change_words
from dashboard.ui.words import day, language, number, t

MOST_SHOWN = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_history(*, key: str = "history") -> None:
    """The block: a line per batch, the newest first, and all of them as a file."""
    known = _known()
    with block(key, t("import_page.history"), menu=bool(known)) as menu:
        if not known:
            st.caption(t("import_page.no_history"))
        standing = [b.batch_id for b in known if b.undone_at is None]
        for batch in known[:MOST_SHOWN]:
            newest = bool(standing) and batch.batch_id == standing[0]
            _draw_batch(batch, can_undo=newest and data.snapshot().kind == "real")
        if len(known) > MOST_SHOWN:
            st.caption(t("import_page.older", n=number(len(known) - MOST_SHOWN)))
    if menu:
        with menu:
            _draw_files(known, key)


def _known() -> list[Batch]:
    try:
        return data.fetch(batches)
    except StoreIsEmpty:
        return []


def _draw_files(known: list[Batch], key: str) -> None:
    columns = ("batch_id", "stored_at", "files", "registers", "n_read", "n_new", "n_changed", "n_unchanged",
               "n_rejected", "undone_at")  # fmt: skip
    rows = [
        {
            **{name: getattr(b, name) for name in columns},
            "files": ", ".join(dict.fromkeys(b.files)),
            "registers": ", ".join(t(f"register.{r}") for r in b.registers),
        }
        for b in known
    ]
    title = t("import_page.history")
    draw_downloads(
        "imports", {n: t(f"files.{n}") for n in columns}, rows, about(frame.view(), title, len(rows)), key=key
    )


def _draw_batch(batch: Batch, *, can_undo: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"batch_{batch.batch_id}"):
        names = ", ".join(dict.fromkeys(batch.files[:4])) + (" …" if len(batch.files) > 4 else "")
        registers = " · ".join(t(f"register.{r}") for r in batch.registers)
        if batch.changes:  # made on the settings page, from no file
            names, registers = " · ".join(change_words(c) for c in batch.changes), t("page.settings.title")
        undone = (
            f" :material/undo: {t('import_page.undone', day=day(batch.undone_at.date()))}" if batch.undone_at else ""
        )
        st.markdown(
            f"**{t('import_page.batch', batch=batch.batch_id)}** · {day(batch.stored_at.date())} "
            f"{batch.stored_at:%H:%M}{undone}  \n:small[{plain(names)}]  \n:gray[:small[{registers}]]"
        )
        if not batch.changes:
            st.markdown(t(
                "import_page.counts", read=number(batch.n_read), new=number(batch.n_new),
                changed=number(batch.n_changed), unchanged=number(batch.n_unchanged), rejected=number(batch.n_rejected),
            ))  # fmt: skip
        if batch.n_rejected:
            id_, spoken = batch.batch_id, language()
            st.download_button(
                t("import_page.rejects", n=number(batch.n_rejected)),
                noted(lambda: _rejects(id_, spoken), "export.table", f"rejects-{id_}.xlsx", batch.n_rejected),
                f"rejects-{id_}.xlsx", _XLSX, key=f"rejects_{id_}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        if can_undo:
            with st.popover(t("import_page.undo"), icon=":material/undo:"):
                st.write(t("import_page.undo_sure", batch=batch.batch_id))
                if st.button(t("import_page.undo_yes"), type="primary", key=f"undo_{batch.batch_id}"):
                    _undo(batch.batch_id)


def _undo(batch_id: int) -> None:
    try:
        undo(store_for_reading(read_settings()), batch_id)
    except SammachipError as error:
        st.error(words_of(error, language()))
        return
    st.toast(t("undo.done", batch=batch_id))
    st.rerun()


def _rejects(batch_id: int, spoken: str) -> bytes:
    """Made when asked for, on another thread, so with a connection of its own."""
    with store_for_reading(read_settings()).current().open() as con:
        return write_rejects(refused_rows(con, batch_id), spoken)
