"""Long work with a bar and a way to stop it: whoever stops it finds everything as it was.

The work runs on a thread of its own, so that a stop is answered at once. Streamlit ends a run at the next word it says
to the page once a button was pressed; while the work goes on, the bar is such a word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard.store.snapshots import Drafting
from dashboard.store.stopping import Stoppable
from dashboard.ui.turns import drawing
from dashboard.ui.viewer import acting_as, viewer
from dashboard.ui.words import t

T = TypeVar("T")
Progress = Callable[[str, float], None]
_STOPPED = "_import_stopped"
_TICK_S = 0.2


def carry_out(key: str, work: Callable[[Progress, Drafting], T], finish: Callable[[T], None]) -> None:
    """Do it behind a bar that tells the step (`progress.<step>`) and a button beside it that stops.

    `finish` is given what the work made, also when it was done before a stop reached it. What is being stored is waited
    for, so that it is known what became of it. Raises what the work raises.
    """
    person = viewer()

    def as_who_looks(tell: Progress, drafting: Drafting) -> T:
        with acting_as(person):
            return work(tell, drafting)

    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center", gap="small", key=f"running_{key}"):
        bar = st.progress(0.0, t("import_page.working"))
        st.button(t("import_page.stop"), key=f"stop_{key}", icon=":material/stop_circle:", on_click=_stop)
    job = Stoppable(as_who_looks)
    try:
        with drawing.given_up():
            while job.is_running(_TICK_S):
                if job.at is not None:
                    step, share = job.at
                    bar.progress(min(max(share, 0.0), 1.0), t(f"progress.{step}"))
    except BaseException:  # the run was ended from outside: a button, a link, the window closed
        job.stop(wait=key == "storing")
        if job.has_result:
            finish(job.result())
        elif key == "storing":
            _stop()
        raise
    finally:
        place.empty()
    finish(job.result())


def _stop() -> None:
    st.session_state[_STOPPED] = True


def was_stopped() -> bool:
    """Whether the last work was stopped: say so, and offer to go on. False once that is chosen."""
    if not st.session_state.get(_STOPPED):
        return False
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(t("import_page.stopped"), icon=":material/stop_circle:")
        if st.button(t("import_page.go_on"), icon=":material/play_arrow:"):
            go_on()
            st.rerun()
    return True


def go_on() -> None:
    """Nothing is stopped any more."""
    st.session_state.pop(_STOPPED, None)
