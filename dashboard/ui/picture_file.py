"""A block's charts as a PNG: the button, and what the picture says about itself. The browser makes the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import streamlit as st

from dashboard.charts.theme import DARK, LIGHT
from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.ui import data
from dashboard.ui.parts import part
from dashboard.ui.screen import is_dark
from dashboard.ui.words import language, t

_BLOCK = "_block_drawn"
# the light look, whatever the page's is: what the parts' style sheets ask Streamlit's theme for
_THEME = {
    "text-color": "textColor", "background-color": "backgroundColor", "link-color": "linkColor",
    "secondary-background-color": "secondaryBackgroundColor", "gray-text-color": "grayTextColor",
    "green-text-color": "greenTextColor", "orange-text-color": "orangeTextColor", "orange-color": "orangeColor",
    "red-text-color": "redTextColor", "primary-color": "primaryColor",
}  # fmt: skip


def begin_block(key: str) -> None:
    """What is drawn from here on stands in the block of this key ('' in none, as in a dialog)."""
    st.session_state[_BLOCK] = (key, False)


def note_chart() -> None:
    """A part that is a chart was drawn: the block it stands in can be saved as a picture."""
    st.session_state[_BLOCK] = (st.session_state.get(_BLOCK, ("", False))[0], True)


def take_block() -> str:
    """The block with charts that was drawn last and has no picture button yet; '' when there is none."""
    key, has_chart = st.session_state.get(_BLOCK, ("", False))
    begin_block("")
    return key if has_chart else ""


@cache
def _light() -> dict[str, str]:
    return {f"--st-{name}": str(st.get_option(f"theme.light.{option}")) for name, option in _THEME.items()}


def _palette() -> list[tuple[str, str]]:
    """Which colour of the light charts each of the dark ones is, the paper first; nothing on light paper."""
    if not is_dark():
        return []
    names = ("paper", "ink", "quiet", "line", "accent", "faint", "met", "near", "behind")
    pairs = [(str(getattr(DARK, name)), str(getattr(LIGHT, name))) for name in names]
    return [*pairs, *zip(DARK.series, LIGHT.series, strict=True)]


def draw_picture_button(
    name: str, about: Mapping[str, str], write_down: Callable[[], None], *, block: str, with_note: bool = True
) -> None:
    """The button that saves the charts of the block of this key as `name`.png.

    `about` is what an export carries (see `about.about`): its first two lines become title and place, the others
    stand at the foot. The browser draws the picture and keeps it until `write_down` has been called: what cannot be
    written down does not leave.
    """
    title, view = about[t("about.title")], about[t("about.view")]
    lines = [f"{label}: {text}" for label, text in about.items() if label not in (t("about.title"), t("about.view"))]
    is_example, key = data.snapshot().kind == "example", f"{block}_png"
    part("save_picture")(
        key=key,
        on_leaving_change=lambda: _let_go(key, write_down),
        data={
            "block": block,
            "note": with_note,
            "name": f"{name}.png",
            "title": title,
            "view": view,
            "lines": lines,
            "example": f"{t('frame.example')} · {t('frame.example_note')}" if is_example else "",
            "light": _light(),
            "palette": _palette(),
            "colours": {"paper": LIGHT.paper, "ink": LIGHT.ink, "quiet": LIGHT.quiet, "near": LIGHT.near},
            "answer": st.session_state.pop(f"{key}_answer", None),
            "words": {
                "save": t("download.png"),
                "failed": t("download.png_failed"),
                "more": t("download.png_more", n="{n}", of="{of}"),
            },
        },
    )


def _let_go(key: str, write_down: Callable[[], None]) -> None:
    """Answer a browser that has a picture ready: whether it may leave."""
    asked = (st.session_state.get(key) or {}).get("leaving")
    try:
        write_down()
        answer = {"picture": asked, "refused": ""}
    except SammachipError as error:
        answer = {"picture": asked, "refused": words_of(error, language())}
    st.session_state[f"{key}_answer"] = answer
