"""The parts that plain Streamlit does badly, as components of its version 2: a script and a style sheet each.

Nothing is built and nothing is asked for elsewhere. The server gives scripts and style sheets as files (`file_of`),
which browsers keep; with each redraw comes the data alone. Data reaches the page through `textContent` and attributes
only (`shared.js` makes every element), never as HTML. It must not know measures, filters or pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.bidi_component import main as bidi_component
from streamlit.runtime.state import SessionState

_HERE = Path(__file__).parent
ADDRESS: Final = "/parts"
"""Where the files are: `/parts/<digest>/<names joined by dots>.js` or `.css`."""
_FILES: Final = frozenset(file.name for file in _HERE.iterdir() if file.suffix in (".js", ".css"))


@cache
def _text(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")


def page_style() -> str:
    """The style sheet of the page around the parts, as an element for `st.html`."""
    return f"<style>{_text('page.css')}</style>"


@cache
def part(name: str, *before: str) -> Any:
    """The mounting command of `<name>.js` with `<name>.css`, both after what all parts share and the files `before`."""
    names = ".".join(("shared", *before, name))
    script, style = (f".{ADDRESS}/{digest_of(file)}/{file}" for file in (f"{names}.js", f"{names}.css"))
    mount = st.components.v2.component(
        f"sammachip_{name}",
        html='<div class="root"></div>',
        js=f"const SCRIPT = {json.dumps(script)}, STYLE = {json.dumps(style)};\n{_text('load.js')}",
    )

    def mounted(*, data: Mapping[str, object], **rest: Any) -> Any:
        return mount(data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), **rest)

    return mounted


def _presenter(events: str, *_: object) -> Callable[[Any, SessionState], Any]:
    """What a part told, as `st.session_state` shows it. Streamlit's own makes a class for each part each time that the
    whole session is looked at, as each select box does.
    """

    def shown(state: Any, session: SessionState) -> Any:
        if not isinstance(state, dict):
            return state
        told = session._new_widget_state.get(events) or ()
        named = [each for each in told if isinstance(each, dict) and isinstance(each.get("event"), str)]
        return {**{each["event"]: each.get("value") for each in named}, **state}

    return shown


bidi_component.make_bidi_component_presenter = _presenter  # type: ignore[attr-defined, assignment]


def file_of(name: str) -> str | None:
    """The text of files joined, as the last part of their address names them; None where one is not there."""
    *names, kind = name.split(".")
    files = [f"{each}.{kind}" for each in names]
    return "\n".join(map(_text, files)) if files and _FILES.issuperset(files) else None


@cache
def digest_of(name: str) -> str:
    """What tells the text of files from another one, for their address. Raises KeyError where one is not there."""
    text = file_of(name)
    if text is None:
        raise KeyError(name)
    return sha256(text.encode()).hexdigest()[:16]
