"""Drop files → see what was recognised and what is wrong → store: one guided way, nothing stored before the button.

The preview is a dry run of the very import that follows. Files live in a temporary folder only while they are read.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.importing import import_files
from dashboard.intake.rejects import write_rejects
from dashboard.intake.report import ImportReport, words_of
from dashboard.settings import read_settings
from dashboard.store import Store, store_for_reading
from dashboard.ui.import_report import draw_problems, draw_recognised
from dashboard.ui.leaving import noted
from dashboard.ui.words import language, number, t

_DONE = "_import_done"
_ROUND = "_import_round"
_PREVIEW = "_import_preview"
_TYPES = ["xlsx", "xlsm", "xls", "csv", "parquet", "geojson", "json"]  # xls is let in to be told why it is refused
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_upload() -> None:
    """The whole way from dropping files to the summary of what was stored."""
    settings = read_settings()
    newest = store_for_reading(settings).newest()
    if newest is not None and newest.kind == "example":
        st.info(t("import_page.example_note"), icon=":material/science:")
    _draw_done()
    round_ = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(
        t("import_page.drop"), _TYPES, accept_multiple_files=True, key=f"import_files_{round_}",
        help=t("import_page.drop_help", megabytes=settings.upload_mb),
    )  # fmt: skip
    if not files:
        return
    report = _preview(files)
    if report is None:
        return
    draw_recognised(report)
    draw_problems(report)
    _draw_store_button(files, report)


def _real_store() -> Store:
    settings = read_settings()
    return Store(settings.real_store, kept=settings.snapshots_kept, lock_wait_s=settings.lock_wait_s)


def _run(files: Sequence[Any], *, dry_run: bool) -> ImportReport | None:
    """Import the dropped files; a problem a person can act on is told in place and gives None."""
    bar = st.progress(0.0, t("import_page.working"))

    def tell(step: str, share: float) -> None:
        bar.progress(share, t(f"progress.{step}"))

    try:
        with tempfile.TemporaryDirectory(prefix="sammachip-") as folder:
            paths = []
            for n, file in enumerate(files):
                path = Path(folder) / str(n) / Path(file.name).name
                path.parent.mkdir()
                path.write_bytes(file.getbuffer())
                paths.append(path)
            return import_files(
                paths,
                _real_store(),
                read_settings(),
                dry_run=dry_run,
                progress=tell,
            )
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return None
    finally:
        bar.empty()


def _preview(files: Sequence[Any]) -> ImportReport | None:
    """The dry run of these files on this store, remembered while neither changes."""
    newest = _real_store().newest()
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode())
        digest.update(file.getbuffer())
    key = (digest.hexdigest(), newest.id if newest else "")
    known = st.session_state.get(_PREVIEW)
    if known is None or known[0] != key:
        report = _run(files, dry_run=True)
        if report is None:
            return None
        known = st.session_state[_PREVIEW] = (key, report)
    found: ImportReport = known[1]
    return found


def _draw_store_button(files: Sequence[Any], report: ImportReport) -> None:
    accepted = sum(r.new + r.changed + r.unchanged for r in report.registers)
    if not report.registers:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label = t("import_page.store", n=number(accepted))
        if st.button(label, type="primary", icon=":material/save:", disabled=accepted == 0 and not report.rejects):
            stored = _run(files, dry_run=False)
            if stored is not None:
                st.session_state[_DONE] = stored
                st.session_state[_ROUND] += 1
                st.session_state.pop(_PREVIEW, None)
                st.rerun()
        if report.rejects:
            st.caption(t("import_page.store_note", n=number(report.n_rejected)))


def _draw_done() -> None:
    """The summary of the last import of this session in words, with the rejected rows to take away."""
    done: ImportReport | None = st.session_state.get(_DONE)
    if done is None:
        return
    read = sum(r.read for r in done.registers)
    words = t(
        "import_page.done", batch=done.batch, read=number(read),
        new=number(sum(r.new for r in done.registers)), changed=number(sum(r.changed for r in done.registers)),
        unchanged=number(sum(r.unchanged for r in done.registers)), rejected=number(done.n_rejected),
    )  # fmt: skip
    if not done.rejects:
        st.success(words, icon=":material/check_circle:")
        return
    st.warning(words, icon=":material/rule:")
    rejects, spoken = done.refused, language()
    st.download_button(
        t("import_page.rejects", n=number(done.n_rejected)),
        noted(lambda: write_rejects(rejects, spoken), "export.table", f"rejects-{done.batch}.xlsx", done.n_rejected),
        f"rejects-{done.batch}.xlsx", _XLSX, icon=":material/download:", on_click="ignore",
    )  # fmt: skip
