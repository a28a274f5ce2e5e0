"""What was changed, when, by whom and why, and taking the newest change back; how long states are kept."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.store.history import Batch
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.import_report import plain
from dashboard.ui.settings_page.acts import may_set
from dashboard.ui.settings_page.asked import history
from dashboard.ui.settings_page.change_words import change_words, signed_words
from dashboard.ui.taking_back import take_back
from dashboard.ui.view import View
from dashboard.ui.words import day, language, number, t

MOST_SHOWN = 30


def draw_changes(view: View, *, key: str = "changes") -> None:
    """A line per change of settings, the newest first; the newest batch of all can be taken back."""
    known = history()
    changed = [b for b in known if b.changes]
    standing = [b.batch_id for b in known if b.undone_at is None]
    title = t("settings.history")
    with block(key, title, t("settings.history.note"), menu=bool(changed)) as menu:
        if not changed:
            st.caption(t("settings.history.none"))
        for batch in changed[:MOST_SHOWN]:
            is_newest = bool(standing) and batch.batch_id == standing[0]
            _draw_batch(batch, can_undo=is_newest and may_set(""))
        if len(changed) > MOST_SHOWN:
            st.caption(t("import_page.older", n=number(len(changed) - MOST_SHOWN)))
        elif changed and standing and changed[0].batch_id != standing[0]:
            st.caption(t("settings.history.newer"))
    if menu:
        with menu:
            headings = {"batch": t("quality.refused.batch"), "on": t("explain.stored_on"), "what": t("settings.change"),
                        "by": t("settings.by"), "reason": t("settings.reason"),
                        "undone": t("settings.history.undone")}  # fmt: skip
            rows: list[dict[str, object]] = [
                {"batch": b.batch_id, "on": b.stored_at.date(), "what": change_words(c), "by": c.changed_by,
                 "reason": c.reason, "undone": b.undone_at.date() if b.undone_at else None}
                for b in changed for c in b.changes
            ]  # fmt: skip
            draw_downloads("settings-history", headings, rows, about(view, title, len(rows)), key=key)


def _draw_batch(batch: Batch, *, can_undo: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"change_{batch.batch_id}"):
        undone = ""
        if batch.undone_at:
            told = t("import_page.undone", day=day(batch.undone_at.date()), time=f"{batch.undone_at:%H:%M}")
            undone = f" :material/undo: {told}"
        words = "  \n".join(plain(change_words(c)) for c in batch.changes)
        signed = signed_words(batch)
        st.markdown(
            f"**{t('import_page.batch', batch=batch.batch_id)}** · {day(batch.stored_at.date())} "
            f"{batch.stored_at:%H:%M}{undone}  \n{words}" + (f"  \n:gray[:small[{plain(signed)}]]" if signed else "")
        )
        if can_undo:
            with st.popover(t("import_page.undo"), icon=":material/undo:"):
                st.write(t("settings.undo_sure"))
                if st.button(t("import_page.undo_yes"), type="primary", key=f"undo_change_{batch.batch_id}"):
                    _undo(batch)


def _undo(batch: Batch) -> None:
    try:
        take_back(batch)
    except SammachipError as error:
        st.error(words_of(error, language()))
        return
    st.toast(t("undo.done", batch=batch.batch_id))
    st.rerun()
