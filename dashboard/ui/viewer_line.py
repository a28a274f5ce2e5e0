"""Who looks, said on every page: a line in the rail, a band while an administrator looks as somebody else, and what
stands in the place of a page for somebody who has not signed in.
"""

from __future__ import annotations

import streamlit as st

from dashboard.access.roles import LOCAL, Person
from dashboard.settings import read_settings
from dashboard.ui import places
from dashboard.ui.acting import note_sign_out
from dashboard.ui.view import View
from dashboard.ui.viewer import view_as_oneself, viewer
from dashboard.ui.words import t


def viewer_name(person: Person) -> str:
    """Who somebody is, in words."""
    return t("access.local") if person.id == LOCAL.id else person.id


def areas_words(areas: tuple[str, ...]) -> str:
    """Areas in words; none are the nation."""
    return ", ".join(places.name(code) for code in areas) or places.name("")


def viewer_line(view: View) -> dict[str, str]:
    """The line of the rail: who looks with which role, as a link to what that means."""
    person = viewer()
    label = (
        viewer_name(person)
        if person.id == LOCAL.id
        else t("access.viewer_line", name=person.id, role=t(f"access.role.{person.role}"))
    )
    return {"label": label, "title": t("access.viewer_help"), "href": view.link("settings", tab="access")}


def draw_viewing_as() -> None:
    """The band of an administrator who looks as somebody else, with the way back."""
    person = viewer()
    if not person.seen_by:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="viewing_as"):
        words = t("access.as_line", role=t(f"access.role.{person.role}"), areas=areas_words(person.areas))
        st.markdown(f":material/visibility: {words}")
        st.button(t("access.as_back"), key="as_back", on_click=view_as_oneself, type="tertiary")


def draw_sign_in() -> None:
    """What stands in the place of every page until somebody has signed in."""
    with st.container(key="state", horizontal_alignment="center", gap="small"):
        st.markdown(":material/lock:")
        st.markdown(t("frame.brand"))
        st.subheader(t("error.sign_in_needed"), anchor=False)
        st.write(t("access.sign_in_todo"))
        if read_settings().sign_in == "oidc":
            st.button(t("access.sign_in"), key="sign_in", on_click=st.login, type="primary")
        else:
            st.write(t("access.sign_in_proxy"))


def draw_sign_out() -> None:
    """The button that ends a sign-in; a proxy's is ended at the proxy."""
    if read_settings().sign_in == "oidc":
        st.button(t("access.sign_out"), key="sign_out", on_click=_leave, icon=":material/logout:")


def _leave() -> None:
    note_sign_out()
    st.logout()
