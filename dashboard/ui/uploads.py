"""Which sessions may send files: those of persons who may import. The server asks here before it reads a file.

Streamlit takes a file from any session that is connected, also from one in which nobody has signed in.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.access.roles import Person

_MOST = 10_000  # sessions that are remembered; the longest unused go first
_allowed: OrderedDict[str, None] = OrderedDict()
_lock = Lock()


def note_viewer(person: Person | None) -> None:
    """Remember for the session of this run whether who looks may send files; None: nobody is known."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    with _lock:
        _allowed.pop(context.session_id, None)
        if person is not None and person.may("import") and not person.seen_by:
            _allowed[context.session_id] = None
            while len(_allowed) > _MOST:
                _allowed.popitem(last=False)


def may_upload(session_id: str) -> bool:
    """Whether files of a session are taken."""
    with _lock:
        return session_id in _allowed
