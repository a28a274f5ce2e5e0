"""The scenario itself: its changes in order, each a switch and a way to take it away; saving it, and those saved."""

from __future__ import annotations

import streamlit as st

from dashboard.scenario.saved import LONGEST_NAME, Saved, forget, save, saved_in
from dashboard.ui.acting import doing
from dashboard.ui.parts import part
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.whatif.asked import MOST_BESIDE, Asked, stack_link
from dashboard.ui.whatif.kept import folder, known_scenarios
from dashboard.ui.whatif.said import change_words
from dashboard.ui.words import number, t

_NAME = "whatif_name"


def draw_stack(view: View, asked: Asked) -> None:
    """The label that nobody can miss, and the changes of the scenario."""
    n = len(asked.stack.active)
    with st.container(key="whatif_stack", border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            label = t("whatif.label.changed", n=number(n)) if n else t("whatif.label.none")
            st.markdown(f":orange-badge[:material/alt_route: {t('whatif.label')}] {label}", width="stretch")
            if viewer().may("decide"):
                _draw_saving(view, asked)
            _draw_shelf(view, asked)
            _draw_meeting_link(view, asked)
        if asked.stack.steps:
            draw_table(
                [Column("on", t("whatif.stack.on")), Column("name", t("whatif.stack.change")),
                 Column("away", t("whatif.stack.away"))],
                [_row(view, asked, place) for place in range(len(asked.stack.steps))],
                key="whatif_steps", caption=t("whatif.stack.caption"),
            )  # fmt: skip


def _draw_meeting_link(view: View, asked: Asked) -> None:
    """The way into the meeting with this scenario as one of its slides."""
    if asked.stack.active:
        way = {"id": "meeting", "label": t("whatif.to_meeting"), "href": view.link("meeting", s=asked.text)}
        part("tabbar")(key="whatif_meeting", data={"label": t("whatif.to_meeting"), "pills": True, "tabs": [way]})


def _row(view: View, asked: Asked, place: int) -> Row:
    step = asked.stack.steps[place]
    state = t("whatif.stack.is_on" if step.on else "whatif.stack.is_off")
    return Row(
        str(place),
        {
            "on": Cell(state, icon="toggle_on" if step.on else "toggle_off", tone="good" if step.on else "same",
                       href=stack_link(view, asked.stack.switched(place)), title=t("whatif.stack.switch")),
            "name": change_words(step.change),
            "away": Cell(t("whatif.stack.remove"), icon="close", href=stack_link(view, asked.stack.without(place))),
        },
        tone="" if step.on else "faint",
    )  # fmt: skip


def _draw_saving(view: View, asked: Asked) -> None:
    with st.popover(t("whatif.save"), icon=":material/bookmark_add:", disabled=not asked.stack.steps):
        st.text_input(t("whatif.save.name"), key=_NAME, max_chars=LONGEST_NAME)
        st.button(t("whatif.save.do"), type="primary", key="whatif_save", on_click=_save, args=(view, asked.text))
        st.caption(t("whatif.save.note"))


def _save(view: View, text: str) -> None:
    name = str(st.session_state.get(_NAME, "")).strip()
    if name:
        save_scenario(view, name, text)
        st.session_state[_NAME] = ""
        st.toast(t("whatif.saved", name=name), icon=":material/bookmark_added:")


def save_scenario(view: View, name: str, text: str) -> None:
    """Keep a scenario of a view under a name. Raises NotAllowed, OutsideYourAreas, and what `save` raises."""
    areas = view.filters.areas
    with doing("scenario", areas=areas or ("",), name=name):
        save(folder(), name, text, view.filters.fiscal_year, ",".join(areas))


def forget_scenario(id_: int) -> None:
    """Take a saved scenario away; it must lie within one's own areas."""
    areas = next((tuple(saved.areas.split(",")) for saved in saved_in(folder()) if saved.id == id_), ())
    with doing("scenario.forgotten", areas=areas, id=id_):
        forget(folder(), id_)


def _draw_shelf(view: View, asked: Asked) -> None:
    found = known_scenarios()
    with st.popover(t("whatif.shelf", n=number(len(found))), icon=":material/bookmarks:"):
        if not found:
            st.caption(t("whatif.shelf.none"))
            return
        draw_table(
            [Column("name", t("whatif.shelf.name")), Column("beside", t("whatif.shelf.beside"))],
            [_saved_row(view, asked, saved) for saved in found],
            key="whatif_shelf", caption=t("whatif.shelf.caption"),
        )  # fmt: skip
        names = {saved.id: saved.name for saved in found}
        chosen = st.selectbox(t("whatif.shelf.forget"), list(names), index=None, key="whatif_forget",
                              format_func=lambda id_: names[id_])  # fmt: skip
        if chosen is not None and viewer().may("decide"):
            st.button(t("whatif.shelf.forget.do"), key="whatif_forget_do", on_click=forget_scenario, args=(chosen,))


def _saved_row(view: View, asked: Asked, saved: Saved) -> Row:
    is_beside = saved.id in asked.beside
    ids = [id_ for id_ in asked.beside if id_ != saved.id] + ([] if is_beside else [saved.id])
    beside = ",".join(str(id_) for id_ in ids[-MOST_BESIDE:]) or None
    return Row(
        str(saved.id),
        {
            "name": Cell(saved.name, href=view.link(s=saved.text or None), note=saved.saved_at[:10]),
            "beside": Cell(t("whatif.shelf.is_beside" if is_beside else "whatif.shelf.put_beside"),
                           icon="check_box" if is_beside else "check_box_outline_blank", href=view.link(beside=beside)),
        },
    )  # fmt: skip


def saved_beside(asked: Asked) -> list[Saved]:
    """The saved scenarios that stand beside this one, in the order of the address."""
    known = {saved.id: saved for saved in known_scenarios()}
    return [known[id_] for id_ in asked.beside if id_ in known]
