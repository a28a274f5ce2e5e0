"""Long work with a bar and a way to stop it: whoever stops it finds everything as it was.

Streamlit ends a run at the next word it says to the page once a button was pressed; the bar is such a word, and no work
in the import says one after the point from which it can no longer be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.ui.words import t

_STOPPED = "_import_stopped"


@contextmanager
def running(key: str) -> Iterator[Callable[[str, float], None]]:
    """A bar that tells the step (`progress.<step>`), a button beside it that stops."""
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center", gap="small", key=f"running_{key}"):
        bar = st.progress(0.0, t("import_page.working"))
        st.button(t("import_page.stop"), key=f"stop_{key}", icon=":material/stop_circle:", on_click=_stop)

    def tell(step: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), t(f"progress.{step}"))

    try:
        yield tell
    except Exception:
        raise
    except BaseException:  # the run was ended from outside: a button, a link, the window closed
        if key == "storing":
            _stop()
        raise
    finally:
        place.empty()


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
