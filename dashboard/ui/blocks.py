"""A block of a page: its heading, a menu with what else can be done with it, and what it shows.

with block("league", t("…")) as menu:
    draw_table(…)
with menu: draw_downloads(…)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.ui import data
from dashboard.ui.behind import draw_behind
from dashboard.ui.picture_file import begin_block
from dashboard.ui.words import t


@contextmanager
def block(
    key: str, title: str, note: str = "", *, menu: bool = True, measures: tuple[str, ...] = ()
) -> Iterator[DeltaGenerator | None]:
    """A heading (h2) with a quiet note, and the popover of its menu to fill; the body is drawn inside.

    `measures` are those chosen on the page that the block shows, where they are not always the same.
    """
    begin_block(key)
    with st.container(gap="xsmall", key=f"block_{key}"):
        with st.container(
            horizontal=True, vertical_alignment="center", gap="xsmall", key=f"block_head_{key}", wrap=False
        ):
            st.header(title + (f" :gray[:small[{note}]]" if note else ""), anchor=False)
            filled = (
                st.popover("", icon=":material/more_horiz:", type="tertiary", help=t("block.menu")) if menu else None
            )
        yield filled
        if filled:
            with filled:
                draw_behind(key, title, measures)
        else:
            data.begin_asking()


@contextmanager
def strip(key: str, title: str, note: str = "") -> Iterator[DeltaGenerator]:
    """A strip of the page without a heading (its `title` names its explanation and files): the body is drawn inside, a
    quiet note and the menu to fill stand below.
    """
    begin_block(key)
    with st.container(gap="xsmall", key=f"block_{key}"):
        body = st.container(gap="xsmall")
        with st.container(horizontal=True, vertical_alignment="center", key=f"block_head_{key}", wrap=False):
            st.caption(note)
            filled = st.popover("", icon=":material/more_horiz:", type="tertiary", help=f"{title}: {t('block.menu')}")
        with body:
            yield filled
        with filled:
            draw_behind(key, title)
