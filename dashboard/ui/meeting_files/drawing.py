"""The block of a meeting's files: what to tell, a button for each kind, how far the one in the making is, the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.access.roles import Ability
from dashboard.decks.making import make_file
from dashboard.decks.ordering import Order, fetch_meeting, last_month
from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.meeting.agenda import Privacy
from dashboard.meeting.decisions import Decision
from dashboard.ui import data
from dashboard.ui.leaving import note
from dashboard.ui.meeting_files.jobs import Job, Jobs, Make
from dashboard.ui.view import View
from dashboard.ui.viewer import acting_as, viewer
from dashboard.ui.words import language, number, t

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final = {
    ".pptx": (":material/slideshow:", "deck", f"{_OFFICE}.presentationml.presentation"),
    ".pdf": (":material/picture_as_pdf:", "deck", "application/pdf"),
    ".docx": (":material/description:", "report", f"{_OFFICE}.wordprocessingml.document"),
    ".png": (":material/image:", "card", "image/png"),
}
_TOLD: Final[dict[str, Ability]] = {"names": "persons", "few": "small"}
_JOB: Final = "_meeting_file"
_EVERY_S: Final = 0.7


@st.cache_resource(show_spinner=False)
def all_jobs() -> Jobs:
    """The files in the making of everybody."""
    return Jobs()


def draw_files(
    view: View, order: Order, decisions: tuple[Decision, ...], kinds: tuple[str, ...] = tuple(KINDS)
) -> None:
    """The files of the meeting that `order` is, of these kinds (their endings); none is made before it is asked for."""
    job = _own_job()
    is_watched = job is not None and job.is_running

    @st.fragment(run_every=_EVERY_S if is_watched else None)
    def _part() -> None:
        now = _own_job()
        if (now is not None and now.is_running) != is_watched:
            st.rerun()  # the whole page: from here on it is watched, or watched no more
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="meeting_files"):
            if now is not None and now.is_running:
                _draw_making(now)
                return
            if now is not None:
                _draw_end(now)
            _draw_kinds(view, order, decisions, kinds)
            _draw_told()

    _part()


def _draw_told() -> None:
    """What the files may tell, for who may tell it."""
    may = [key for key, ability in _TOLD.items() if viewer().may(ability)]
    if may:
        with st.popover(t("meeting_files.may"), icon=":material/visibility_lock:", type="tertiary"):
            for key in may:
                st.checkbox(t(f"meeting_files.{key}"), key=f"meeting_files_{key}", help=t(f"meeting_files.{key}_help"))


def _privacy() -> Privacy:
    """What a file may tell: only what the role may, and only when it was said so."""
    names, few = (
        viewer().may(ability) and bool(st.session_state.get(f"meeting_files_{key}")) for key, ability in _TOLD.items()
    )
    return Privacy(names, few)


def _own_job() -> Job | None:
    """The file that this session asked for last."""
    id_ = st.session_state.get(_JOB)
    return all_jobs().get(id_) if id_ else None


def _draw_kinds(view: View, order: Order, decisions: tuple[Decision, ...], kinds: tuple[str, ...]) -> None:
    """A button for each kind of file."""
    for ending in kinds:
        st.button(
            t(f"meeting_files.kind{ending}"), key=f"meeting_file_{ending[1:]}", icon=KINDS[ending][0],
            help=t(f"meeting_files.help{ending}"), on_click=_begin, args=(view, order, decisions, ending),
        )  # fmt: skip


def _draw_making(job: Job) -> None:
    """How far it is, and the way to call it off."""
    share = min(job.n / job.of, 1.0) if job.of else 0.0
    if job.is_cancelled():
        words = t("meeting_files.stopping")
    elif job.state == "waiting":
        words = t("meeting_files.waiting")
    else:
        key = "meeting_files.slide" if job.name.endswith(".pptx") else "meeting_files.step"
        words = t(key, n=number(job.n), of=number(job.of), file=job.name)
    st.progress(share, text=words, width=420)
    st.button(t("meeting_files.cancel"), key="meeting_file_cancel", icon=":material/close:", on_click=job.cancel)


def _draw_end(job: Job) -> None:
    """The finished file to be fetched, or why there is none."""
    if job.state == "done" and job.path.exists():
        mime = KINDS[job.path.suffix][2]
        st.download_button(
            t("meeting_files.fetch", file=job.name), job.path.read_bytes, job.name, mime, key="meeting_file_fetch",
            icon=":material/download:", on_click="ignore", type="primary",
        )  # fmt: skip
    elif job.state == "cancelled":
        st.caption(t("meeting_files.cancelled"))
    elif job.error is not None:
        st.error(words_of(job.error, language()), icon=":material/error:")


def _begin(view: View, order: Order, decisions: tuple[Decision, ...], ending: str) -> None:
    """Begin to make a file; the one before is forgotten."""
    jobs = all_jobs()
    before = _own_job()
    if before is not None:
        jobs.drop(before.id)
    order = replace(order, privacy=_privacy())
    if ending == ".docx" and order.since is None:
        order = replace(order, since=last_month(order.filters))
    try:
        job = jobs.start(file_name(view, ending), _maker(order, decisions, KINDS[ending][1]))
    except SammachipError as error:
        st.toast(words_of(error, language()), icon=":material/error:")
        return
    st.session_state[_JOB] = job.id


def file_name(view: View, ending: str) -> str:
    """What the file is called: its kind, its area and day."""
    area = "_".join(view.filters.areas) or "nation"
    return f"{KINDS[ending][1]}-{area}-{view.filters.as_of.isoformat()}{ending}"


def _maker(order: Order, decisions: tuple[Decision, ...], what: str) -> Make:
    """What makes the file on another thread, for whoever looks now; it is written into the audit log before it stands.

    Numbers come from what the session remembers, so that a file after the slides takes no second look at the store.
    """
    person, now = viewer(), data.snapshot()

    def make(path: Path, progress: Callable[[int, int], None], is_cancelled: Callable[[], bool]) -> None:
        with acting_as(person):
            meeting = fetch_meeting(data.fetch, order, decisions, is_example=now.kind == "example", snapshot=now.id)
            event = replace(meeting.event(f"export.{what}", path.name), who=person.id)
            make_file(meeting, path, progress, is_cancelled, before_it_stands=lambda: note(event))

    return make
