"""Who may see what: the own role and areas, and for administrators everybody's and how a role sees the dashboard."""

from __future__ import annotations

import streamlit as st

from dashboard import places
from dashboard.access.people import Given
from dashboard.access.roles import ABILITIES, LOCAL, ROLES, Role
from dashboard.errors import SammachipError, UnknownArea
from dashboard.intake.report import words_of
from dashboard.settings import read_settings
from dashboard.ui.about import about
from dashboard.ui.acting import doing
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.import_report import plain
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.viewer import people, view_as, viewer
from dashboard.ui.viewer_line import areas_words, draw_sign_out, viewer_name
from dashboard.ui.words import language, t

_DONE = "_people_done"


def draw_mine(_view: View) -> None:
    """What who looks may do, and what personal data is for."""
    person = viewer()
    with block("access_mine", t("access.mine"), t("access.mine_note"), menu=False):
        st.markdown(
            f"**{plain(viewer_name(person))}** · {t(f'access.role.{person.role}')} · {areas_words(person.areas)}"
        )
        if person.id == LOCAL.id:
            st.caption(t("access.local_note"))
        st.markdown("\n".join(f"- {words}" for words in _may(person.role)))
        st.caption(t("access.purpose"))
        draw_sign_out()


def draw_people(view: View) -> None:
    """Everybody who was given a role, with the form that gives one. For those who may."""
    person = viewer()
    if not person.may("people") or person.seen_by:
        return
    title = t("access.people")
    known = people(read_settings()).all()
    with block("access_people", title, t("access.people_note"), menu=bool(known)) as menu:
        if done := st.session_state.pop(_DONE, None):
            st.success(done, icon=":material/check_circle:")
        if known:
            columns = (
                Column("who", t("access.person")),
                Column("role", t("access.role")),
                Column("areas", t("access.areas")),
            )
            rows = [
                Row(
                    given.id,
                    {
                        "who": Cell(given.id),
                        "role": Cell(t(f"access.role.{given.role}")),
                        "areas": Cell(areas_words(given.areas)),
                    },
                )
                for given in known
            ]
            draw_table(columns, rows, key="people", caption=title)
        else:
            st.caption(t("access.people_none"))
        _draw_form()
        if known:
            chosen = st.selectbox(t("access.person"), [g.id for g in known], key="take_name")
            st.button(t("access.take", name=chosen), key="take", on_click=_take, args=(chosen,))
    if menu:
        with menu:
            headings = {"id": t("access.person"), "role": t("access.role"), "areas": t("access.areas")}
            rows_told = [{"id": g.id, "role": g.role, "areas": areas_words(g.areas)} for g in known]
            draw_downloads("people", headings, rows_told, about(view, title, len(known)), key="access_people")


def draw_view_as(_view: View) -> None:
    """The dashboard as another role sees it. For those who may."""
    person = viewer()
    if not person.may("view_as") or person.seen_by:
        return
    with (
        block("access_as", t("access.view_as"), t("access.view_as_note"), menu=False),
        st.form("view_as", border=False),
    ):
        role = _role_input("as_role")
        codes = st.text_input(t("access.codes"), key="as_codes")
        if st.form_submit_button(t("access.start_as"), icon=":material/visibility:"):
            try:
                begin_viewing_as(role, _codes(codes))
            except SammachipError as error:
                st.error(words_of(error, language()), icon=":material/error:")
            else:
                st.rerun()


def _may(role: Role) -> list[str]:
    return [t(f"access.ability.{name}") for name in sorted(ABILITIES[role])] or [t("access.only_look")]


def _role_input(key: str) -> Role:
    names = {t(f"access.role.{role}"): role for role in ROLES}
    return names[st.selectbox(t("access.role"), list(names), key=key)]


def _codes(text: str) -> tuple[str, ...]:
    """The codes that were typed. Raises UnknownArea for one that no place has."""
    codes = tuple(part.strip() for part in text.split(",") if part.strip())
    for code in codes:
        if not places.known(code[:6]):
            raise UnknownArea(area=code)
    return codes


def _draw_form() -> None:
    with st.form("give", border=False, clear_on_submit=True):
        name = st.text_input(t("access.name"), key="give_name", max_chars=120)
        role = _role_input("give_role")
        codes = st.text_input(t("access.codes"), key="give_codes")
        if st.form_submit_button(t("access.give"), icon=":material/person_add:"):
            try:
                given = give_role(name, role, _codes(codes))
            except SammachipError as error:
                st.error(words_of(error, language()), icon=":material/error:")
            else:
                st.session_state[_DONE] = t("access.given", name=given.id, role=t(f"access.role.{role}"))
                st.rerun()


def _take(name: str) -> None:
    try:
        take_role(name)
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return
    st.session_state[_DONE] = t("access.taken", name=name)


def give_role(name: str, role: Role, areas: tuple[str, ...]) -> Given:
    """Give somebody a role in areas that are one's own. Raises what `doing` and `People.give` raise."""
    with doing("role.given", areas=areas or ("",), who=name, role=role):
        return people(read_settings()).give(name, role, areas)


def take_role(name: str) -> None:
    """Take somebody's role away; it must lie within one's own areas."""
    kept = people(read_settings())
    areas = next((given.areas for given in kept.all() if given.id == name), ())
    with doing("role.taken", areas=areas or ("",), who=name):
        kept.take(name)


def begin_viewing_as(role: Role, areas: tuple[str, ...]) -> None:
    """Look as a role with some of one's own areas sees."""
    with doing("view_as", areas=areas or ("",), role=role):
        view_as(role, areas)
