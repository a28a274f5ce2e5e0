"""Who looks in this session: the one place that pages, data and masking ask.

Known by Streamlit's own sign-in (OpenID Connect), by the header of a proxy that shares a secret, or, where no sign-in
is set up, the one local user. Asked anew on each run, so that a role that was taken away ends at the next click.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import time

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.access.people import People
from dashboard.access.roles import LOCAL, Person, Role
from dashboard.errors import NoProxySecret, NotKnown, SammachipError, SignInNeeded
from dashboard.settings import Settings, read_settings
from dashboard.ui.uploads import note_viewer

PROXY = "X-Sammachip-Proxy"
_VIEWER, _AS = "_viewer", "_view_as"
_acting: ContextVar[Person | None] = ContextVar("acting", default=None)
_looking: ContextVar[Person | None] = ContextVar("looking", default=None)  # in a run: rows ask by the thousand


def people(settings: Settings) -> People:
    """Those who were given a role."""
    return People(settings.people, settings.administrators.split(","))


def sign_in() -> Person:
    """Find out who looks in this run. Raises SignInNeeded, NotKnown, NoProxySecret, PeopleUnreadable."""
    st.session_state.pop(_VIEWER, None)  # whoever it was in the last run
    _looking.set(None)
    settings = read_settings()
    try:
        signed_in = _signed_in(settings)
    except SammachipError:
        note_viewer(None)
        raise
    chosen: tuple[Role, tuple[str, ...]] | None = st.session_state.get(_AS)
    person = signed_in
    if chosen is not None and signed_in.may("view_as"):
        person = Person(signed_in.id, chosen[0], chosen[1], seen_by=signed_in.id)
    st.session_state[_VIEWER] = person
    _looking.set(person)
    note_viewer(person)
    return person


def viewer() -> Person:
    """Who looks. Raises SignInNeeded where nobody is known: nothing is shown to nobody."""
    person = _acting.get() or _looking.get()
    if person is not None:
        return person
    if get_script_run_ctx(suppress_warning=True) is not None and _VIEWER in st.session_state:
        found: Person = st.session_state[_VIEWER]
        return found
    if read_settings().sign_in == "none":
        return LOCAL
    raise SignInNeeded


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """Whatever is asked inside is asked by this person."""
    token = _acting.set(person)
    try:
        yield
    finally:
        _acting.reset(token)


def view_as(role: Role, areas: tuple[str, ...]) -> None:
    """Look as a role with these areas sees, from the next run on; see `acting` for who may."""
    st.session_state[_AS] = (role, areas)


def view_as_oneself() -> None:
    """Look with the own role again."""
    st.session_state.pop(_AS, None)


def _signed_in(settings: Settings) -> Person:
    match settings.sign_in:
        case "none":
            return LOCAL
        case "oidc":
            return people(settings).named(_by_provider())
        case "header":
            return people(settings).named(_by_proxy(settings))
    raise SignInNeeded


def _by_provider() -> str:
    """The verified address of the token; SignInNeeded without one, or with one that has run out."""
    user = st.user
    if not user.get("is_logged_in"):
        raise SignInNeeded
    expires = user.get("exp")
    if isinstance(expires, int | float) and not isinstance(expires, bool) and expires < time():
        raise SignInNeeded
    email = user.get("email")
    if not isinstance(email, str) or user.get("email_verified") is False:
        raise NotKnown(name=str(email or user.get("sub") or ""))
    return email


def _by_proxy(settings: Settings) -> str:
    if not settings.proxy_secret:
        raise NoProxySecret
    headers = st.context.headers
    if not hmac.compare_digest(headers.get(PROXY, "").encode(), settings.proxy_secret.encode()):
        raise SignInNeeded
    name = headers.get(settings.user_header, "")
    if not name:
        raise SignInNeeded
    return name
