"""The guided way: drop files → what they are → headings → the sheet with what is wrong → what would change → store.

The preview is a dry run of the very import that follows. Nothing is stored before the button.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.ui.blocks import block
from dashboard.ui.import_page.cards import draw_cards
from dashboard.ui.import_page.matching import draw_matching
from dashboard.ui.import_page.result import draw_result
from dashboard.ui.import_page.running import go_on, was_stopped
from dashboard.ui.import_page.sheets import draw_sheets
from dashboard.ui.import_page.storing import draw_done, draw_store
from dashboard.ui.import_page.style import STYLE
from dashboard.ui.import_page.work import check, forget, work_on
from dashboard.ui.view import View
from dashboard.ui.words import language, t

_ROUND = "_import_round"
_TYPES = ["xlsx", "xlsm", "xls", "csv", "parquet", "docx", "geojson", "json", "zip"]
# xls and zip: to be told why they are refused


def draw_upload(view: View) -> None:
    """The whole way from dropping files to the summary of what was stored."""
    st.html(STYLE)
    settings = read_settings()
    newest = store_for_reading(settings).newest()
    if newest is not None and newest.kind == "example":
        st.info(t("import_page.example_note"), icon=":material/science:")
    draw_done(view)
    round_ = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(
        t("import_page.drop"),
        _TYPES,
        accept_multiple_files=True,
        key=f"import_files_{round_}",
        help=t("import_page.drop_help", megabytes=settings.upload_mb),
    )
    if not files:
        forget()
        go_on()
        return
    try:
        _draw_way(view, files)
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")


def _draw_way(view: View, files: Sequence[Any]) -> None:
    if was_stopped():
        return
    work = work_on(files)
    draw_cards(work)
    draw_matching(work, files)
    if not work.found.tables:
        return
    if work.report is None or work.checked == -1:  # what the files are is told while their rows are checked
        check(work)
        st.rerun()
    draw_sheets(view, work)
    draw_result(view, work)
    if work.report is not None and work.report.registers:
        with block("store", t("import_page.step_store"), menu=False):
            draw_store(work, files)
