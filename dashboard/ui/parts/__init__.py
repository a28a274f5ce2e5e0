"""The parts that plain Streamlit does badly, as components of its version 2: a script and a style sheet each.

Nothing is built and nothing is asked for elsewhere. Data reaches the page through `textContent` and
attributes only (`shared.js` makes every element), never as HTML. It must not know measures, filters or pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@cache
def _text(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")


def page_style() -> str:
    """The style sheet of the page around the parts, as an element for `st.html`."""
    return f"<style>{_text('page.css')}</style>"


@cache
def part(name: str, *before: str) -> Any:
    """The mounting command of `<name>.js` with `<name>.css`, both after what all parts share and the files `before`."""
    files = ("shared", *before, name)
    mount = st.components.v2.component(
        f"sammachip_{name}",
        html='<div class="root"></div>',
        css="\n".join(_text(f"{file}.css") for file in files),
        js="\n".join(_text(f"{file}.js") for file in files),
    )

    def mounted(*, data: Mapping[str, object], **rest: Any) -> Any:
        # of a list Streamlit asks at length whether it may be a data frame, of a tuple it does not
        plain = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        return mount(data=plain, **rest)

    return mounted
