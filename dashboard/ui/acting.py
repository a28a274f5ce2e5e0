"""Doing something in this session: allowed to who looks, and written into the audit log (`access.acting`).

Every page changes what is kept through `doing` and in no other way; a test reads the code for that.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.access import acting
from dashboard.access.audit import AuditLog, Event
from dashboard.access.roles import LOCAL, Person
from dashboard.errors import AuditUnwritable, SammachipError, StoreIsBusy, StoreNotWritable
from dashboard.persons import name_key
from dashboard.settings import read_settings
from dashboard.store import Store, store_for_reading
from dashboard.ui.turns import drawing
from dashboard.ui.viewer import viewer

_NOTED = "_sign_in_noted"
_log = logging.getLogger("sammachip")


def audit_log(store: Store | None = None) -> AuditLog:
    """The log of a store; of the one that is shown when none is named."""
    found = store or store_for_reading(read_settings())
    newest = found.newest()
    return AuditLog(found.folder, newest.kind if newest else "real")


@contextmanager
def doing(what: str, *, areas: Iterable[str] = (), store: Store | None = None, **facts: object) -> Iterator[acting.Act]:
    """Do something in the name of who looks. Raises what `access.acting.doing` raises."""
    with drawing.given_up(), acting.doing(audit_log(store), viewer(), what, areas=areas, **facts) as act:
        yield act


def note_sign_in(person: Person) -> None:
    """Write down who came in, once in a session. Where no sign-in is set up nobody comes in."""
    who = person.seen_by or person.id
    if who != LOCAL.id:
        _note_once(Event("sign_in", who=who, filters={"role": person.role} if not person.seen_by else {}))


def note_refused(error: SammachipError) -> None:
    """Write down who signed in and has no role here, once in a session."""
    _note_once(Event("sign_in.refused", who=str(error.facts.get("name", ""))))


def note_sign_out() -> None:
    """Write down who leaves."""
    st.session_state.pop(_NOTED, None)
    _note(Event("sign_out", who=viewer().id))


def _note_once(event: Event) -> None:
    if st.session_state.get(_NOTED) != (event.what, event.who):
        _note(event)
        st.session_state[_NOTED] = event.what, event.who


def _note(event: Event) -> None:
    """Coming and going need no room on the disk: where the log cannot be written, the server's own log has it, with a
    key of the name in the place of the name.
    """
    try:
        audit_log().add(event)
    except (AuditUnwritable, StoreIsBusy, StoreNotWritable) as error:
        _log.warning("not in the audit log (%s): %s %s", error.code, event.what, name_key(event.who))
