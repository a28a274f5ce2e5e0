"""What came in so far: who, when, which files, how many rows; the chosen batch with what it moved; undo and redo."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import SammachipError, StoreIsEmpty
from dashboard.intake.report import words_of
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.store.history import Batch, batches, redoable
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.import_page.batch import draw_fixes, draw_moves, draw_rejects
from dashboard.ui.import_page.storing import forget_done
from dashboard.ui.import_page.work import who
from dashboard.ui.import_report import plain
from dashboard.ui.settings_page.change_words import change_words
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.taking_back import put_in_again, take_back
from dashboard.ui.view import View
from dashboard.ui.words import day, language, number, t

MOST_SHOWN = 20
MOST_FILES = 3
_COUNTS = ("n_read", "n_new", "n_changed", "n_unchanged", "n_rejected")


def draw_history(view: View, *, key: str = "history") -> None:
    """The block: a line per batch, the newest first, all of them as a file; below it the chosen one."""
    known = _known()
    with block(key, t("import_page.history"), menu=bool(known)) as menu:
        if not known:
            st.caption(t("import_page.no_history"))
        else:
            chosen = _chosen(view, known)
            _draw_list(view, known, chosen)
            if len(known) > MOST_SHOWN and view.get("batches") != "all":
                st.markdown(
                    f"[{t('import_page.older', n=number(len(known) - MOST_SHOWN))}]({view.link(batches='all')})"
                )
    if menu:
        with menu:
            _draw_files(view, known, key)
    if known:
        _draw_chosen(view, known, chosen)


def _known() -> list[Batch]:
    try:
        return data.fetch(batches)
    except StoreIsEmpty:
        return []


def _chosen(view: View, known: list[Batch]) -> Batch:
    """The batch that the address names, else the newest that stands, else the newest."""
    asked = view.get("batch")
    named = next((b for b in known if str(b.batch_id) == asked), None)
    return named or next((b for b in known if b.undone_at is None), known[0])


def _draw_list(view: View, known: list[Batch], chosen: Batch) -> None:
    shown = known if view.get("batches") == "all" else known[:MOST_SHOWN]
    columns = [
        Column("batch", t("import_page.batch_when")),
        Column("files", t("files.files")),
        Column("by", t("import_page.by"), minor=True),
        *(Column(name, t(f"files.{name}"), "number", minor=name in ("n_read", "n_unchanged")) for name in _COUNTS),
        Column("state", t("import_page.state")),
    ]
    draw_table(
        columns,
        [_line(view, batch, chosen) for batch in shown],
        key="history_table",
        lead="batch",
        caption=t("import_page.history"),
    )


def _line(view: View, batch: Batch, chosen: Batch) -> Row:
    when = f"{day(batch.stored_at.date())} {batch.stored_at:%H:%M}"
    if batch.changes:  # made on the settings page, from no file
        files = Cell(t("page.settings.title"), note=" · ".join(change_words(change) for change in batch.changes[:3]))
    else:
        files = Cell(_names(batch), note=" · ".join(t(f"register.{r}") for r in batch.registers))
    counts = {name: None if batch.changes else number(getattr(batch, name)) for name in _COUNTS}
    undone = batch.undone_at is not None
    return Row(
        str(batch.batch_id),
        {
            "batch": Cell(t("import_page.batch", batch=number(batch.batch_id)), note=when),
            "files": files,
            "by": _who(batch) or None,
            **counts,
            "state": Cell(
                t("import_page.taken_back" if undone else "import_page.stands"),
                icon="undo" if undone else "check_circle",
            ),
        },
        href=view.link(batch=str(batch.batch_id)),
        tone="here" if batch is chosen else "faint" if undone else "",
    )


def _names(batch: Batch) -> str:
    """The first files of a batch, and how many more there were."""
    names = list(dict.fromkeys(batch.files))
    more = len(names) - MOST_FILES
    return ", ".join(names[:MOST_FILES]) + (" " + t("import_page.more_files", n=number(more)) if more > 0 else "")


def _who(batch: Batch) -> str:
    if batch.changes:
        return ", ".join(dict.fromkeys(change.changed_by for change in batch.changes if change.changed_by))
    return batch.stored_by or ""


def _draw_files(view: View, known: list[Batch], key: str) -> None:
    columns = ("batch_id", "stored_at", "stored_by", "files", "registers", *_COUNTS, "undone_at")
    rows = [
        {
            **{name: getattr(b, name) for name in columns},
            "stored_by": _who(b),
            "files": ", ".join(dict.fromkeys(b.files)),
            "registers": ", ".join(t(f"register.{r}") for r in b.registers),
        }
        for b in known
    ]
    title = t("import_page.history")
    draw_downloads("imports", {n: t(f"files.{n}") for n in columns}, rows, about(view, title, len(rows)), key=key)


def _draw_chosen(view: View, known: list[Batch], batch: Batch) -> None:
    """What the chosen batch did, in words, and what can be done with it."""
    title = t("import_page.batch", batch=number(batch.batch_id))
    with st.container(border=True, key=f"batch_card_{batch.batch_id}"):
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"batch_acts_{batch.batch_id}"
        ):
            st.markdown(f"**{title}**", width="stretch")
            if batch.n_rejected:
                draw_rejects(batch)
            _draw_undo_redo(known, batch)
        for line in _told(batch):
            st.markdown(plain(line))
        if not batch.changes:
            draw_moves(view, batch)
            draw_fixes(view, batch)


def _told(batch: Batch) -> list[str]:
    facts = {
        "batch": number(batch.batch_id),
        "day": day(batch.stored_at.date()),
        "time": f"{batch.stored_at:%H:%M}",
        "by": _who(batch),
        "files": _names(batch),
        **{name.removeprefix("n_"): number(getattr(batch, name)) for name in _COUNTS},
    }
    lines = []
    if batch.changes:
        lines.append(" · ".join(change_words(change) for change in batch.changes))
    else:
        lines.append(t("import_page.told_by" if _who(batch) else "import_page.told", **facts))
    for step in batch.steps:
        key = f"import_page.{step.step}" + ("_by" if step.done_by else "")
        lines.append(t(key, day=day(step.done_at.date()), time=f"{step.done_at:%H:%M}", by=step.done_by or ""))
    if batch.undone_at is not None and not batch.steps:  # by an earlier version
        lines.append(t("import_page.undone", day=day(batch.undone_at.date()), time=f"{batch.undone_at:%H:%M}"))
    return lines


def _draw_undo_redo(known: list[Batch], batch: Batch) -> None:
    if data.snapshot().kind != "real":
        return
    standing = [b.batch_id for b in known if b.undone_at is None]
    id_ = batch.batch_id
    if standing and id_ == standing[0]:
        with st.popover(t("import_page.undo"), icon=":material/undo:", key=f"sure_undo_{id_}"):
            st.write(t("import_page.undo_sure", batch=number(id_)))
            if st.button(t("import_page.undo_yes"), type="primary", key=f"undo_{id_}"):
                _change("undo", batch)
    elif batch.undone_at is not None and redoable(store_for_reading(read_settings())) == id_:
        with st.popover(t("import_page.redo"), icon=":material/redo:", key=f"sure_redo_{id_}"):
            st.write(t("import_page.redo_sure", batch=number(id_)))
            if st.button(t("import_page.redo_yes"), type="primary", key=f"redo_{id_}"):
                _change("redo", batch)


def _change(what: str, batch: Batch) -> None:
    try:
        (take_back if what == "undo" else put_in_again)(batch, who())
    except SammachipError as error:
        st.error(words_of(error, language()))
        return
    forget_done()
    st.toast(t(f"{what}.done", batch=batch.batch_id))
    st.query_params["batch"] = str(batch.batch_id)  # it stays the one that is looked at, with the way back
    st.rerun()
