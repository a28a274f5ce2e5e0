"""A document that holds everything it needs: letters, styles, scripts and data; it asks nothing of anybody.

Slides in it are drawn by the screen's own script, so that paper and screen cannot differ. Whatever it is given is data:
texts are escaped, and a policy in the document forbids it to load anything.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent
_PARTS: Final = _HERE.parent / "ui" / "parts"
_LETTERS: Final = _HERE.parent / "static"
_WEIGHTS: Final = (400, 600, 700)
_RANGES: Final = {"thai": "U+02D7, U+0303, U+0331, U+0E01-0E5B, U+200C-200D, U+25CC", "latin": ""}
_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data:"
)


def document(
    *, title: str, language: str, body: str = "", data: Any = None, styles: Iterable[str], scripts: Iterable[str]
) -> str:
    """The document as text. `body` is HTML made by `escape` and this room only; `data` is what scripts find as `DATA`;
    `styles` and `scripts` are names of files of the screen's parts, or of this folder.
    """
    css = "\n".join([_faces(), *(_text(name) for name in styles)])
    script = "\n".join([f"const DATA = {_json(data)};", *(_text(name) for name in scripts)])
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{css}</style></head><body>{body}<script>{script}</script></body></html>"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float], numbers: int = 0) -> str:
    """A table as HTML; the last `numbers` columns are numbers. Its head stands again on each page."""
    first = len(heads) - numbers
    columns = "".join(f'<col style="width:{width:.0%}">' for width in widths)
    head = "".join(f"<th{_side(n, first)}>{escape(text)}</th>" for n, text in enumerate(heads))
    lines = "".join(
        "<tr>" + "".join(f"<td{_side(n, first)}>{escape(text)}</td>" for n, text in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _side(n: int, first_number: int) -> str:
    return ' class="number"' if n >= first_number else ""


def _json(data: Any) -> str:
    """Data as a script has it: nothing in it can end the script, begin another one or a comment."""
    text = json.dumps(data, ensure_ascii=False)
    for letter, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"),
                         ("\u2029", "\\u2029")):  # fmt: skip
        text = text.replace(letter, code)
    return text


@cache
def _text(name: str) -> str:
    path = _HERE / name
    return (path if path.exists() else _PARTS / name).read_text(encoding="utf-8")


@cache
def _faces() -> str:
    """The typeface as part of the document."""
    return "\n".join(_face(script, weight) for script in _RANGES for weight in _WEIGHTS)


def _face(script: str, weight: int) -> str:
    letters = base64.b64encode((_LETTERS / f"sarabun-{script}-{weight}.woff2").read_bytes()).decode()
    limited = f"unicode-range:{_RANGES[script]};" if _RANGES[script] else ""
    return (
        f"@font-face{{font-family:Sarabun;font-weight:{weight};font-style:normal;{limited}"
        f"src:url(data:font/woff2;base64,{letters}) format('woff2')}}"
    )
