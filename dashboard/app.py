"""The dashboard: page config, frame, navigation, one error boundary. The only Streamlit entrypoint."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from dashboard import logs
from dashboard.errors import NotAllowed, NotKnown
from dashboard.settings import ROOT, read_settings
from dashboard.ui import frame
from dashboard.ui.acting import note_refused, note_sign_in
from dashboard.ui.arrivals import is_wanted, note_answered, was_asked_for
from dashboard.ui.opened import showing_newest
from dashboard.ui.sections import DEFAULT, existing
from dashboard.ui.states import boundary, draw_loading
from dashboard.ui.turns import drawing
from dashboard.ui.viewer import sign_in
from dashboard.ui.words import t

ICON = ROOT / "dashboard" / "static" / "icon.png"


def _to_default() -> None:
    """The page that is never drawn: see `main`."""


def main() -> None:
    """Run the page that the address names inside the frame, when it is this session's turn."""
    logs.begin(read_settings().log)
    with drawing.taken(asked=was_asked_for(), wanted=is_wanted):
        _draw()
    note_answered()


def _draw() -> None:
    st.set_page_config(page_title=t("frame.brand"), page_icon=str(ICON), layout="wide")
    infos = existing()
    pages = [
        st.Page(info.path, title=t(f"page.{info.id}.title"), url_path=info.url or "home", default=info.id == DEFAULT)
        for info in infos
    ]
    # the default page has no name in its address; who types the name of it is led there with the whole view
    named = st.Page(_to_default, title=t(f"page.{DEFAULT}.title"), url_path=DEFAULT)
    current = st.navigation([*pages, named], position="hidden")
    if current == named:
        st.switch_page(pages[[info.id for info in infos].index(DEFAULT)], query_params=st.query_params.to_dict())
    info = infos[pages.index(current)] if current in pages else infos[0]
    with boundary():
        try:
            person = sign_in()
        except NotKnown as error:
            note_refused(error)
            raise
        note_sign_in(person)
        # numbers and the band above them are of one state; a page that imports or sets looks at what it has just made
        with showing_newest() if info.filtered else nullcontext():
            frame.draw(info)
            if info.needs and not person.may(info.needs):
                raise NotAllowed(ability=info.needs, role=person.role)
            draw_loading()
            current.run()


if __name__ == "__main__":
    main()
