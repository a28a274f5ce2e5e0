"""Rows that came under a place code of another year: which code, which one they are stored under, from which file."""

from __future__ import annotations

from typing import Any

from dashboard.ui import data
from dashboard.ui.later import Each
from dashboard.ui.quality.asked import MOST
from dashboard.ui.view import View
from dashboard.ui.words import number, t
from dashboard.ui.worklist import Task, draw_worklist


def draw_succeeded(view: View, *, key: str = "succeeded") -> None:
    """The places of the view whose rows came under an abolished code; nothing when there are none."""
    rows = data.view_records("pages/quality_succeeded", view.filters, n=MOST)
    if not rows:
        return
    draw_worklist(
        view, Each(rows, _task), key=key, title=t("quality.succeeded"), n_all=rows[0]["n_all"],
        who=t("explain.register"), what=t("quality.succeeded.what"), since=t("explain.stored_on"),
        help=t("quality.succeeded.help"),
    )  # fmt: skip


def _task(row: dict[str, Any]) -> Task:
    codes = {"old": row["abolished_code"], "new": row["place_code"], "n": number(row["n_rows"])}
    return Task(
        row["place_code"], who=t(f"register.{row['register']}"), note=row["file"], since=row["stored_at"].date(),
        what=t("quality.succeeded.codes", **codes),
    )  # fmt: skip
