"""Measures, colours, letters and icons of a deck. A length is a hundredth of the slide's height, as in `fitting`.

The typeface stands once, in the theme: whoever prefers another one changes it there. It must not know what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

WIDTH, HEIGHT = 12_192_000, 6_858_000  # 13⅓ x 7½ inches, 16:9
_UNIT = HEIGHT / 100
_POINTS = 540 / 100

# on every Windows with Thai; elsewhere the office program takes a Thai face of its own, and boxes have room for it
FONT: Final = "Leelawadee UI"

INK, QUIET, LINE, PAPER, PALE = "1C2B33", "52616B", "D9E0E4", "FFFFFF", "F3F6F8"
ACCENT, FAINT = "1F5A7A", "9DB9C8"
MET, NEAR, BEHIND = "00795C", "965900", "B3361C"

STATUS: Final[Mapping[str, str]] = {
    "met": MET, "near": NEAR, "behind": BEHIND, "open": NEAR, "overdue": BEHIND, "done": MET, "dropped": QUIET,
}  # fmt: skip
TONE: Final[Mapping[str, str]] = {"good": MET, "bad": BEHIND, "quiet": QUIET}
ICON: Final[Mapping[str, str]] = {
    "met": "✓", "near": "◐", "behind": "✕", "open": "○", "overdue": "✕", "done": "✓", "dropped": "–",
}  # fmt: skip
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def emu(length: float) -> int:
    """A length in the unit of the file."""
    return round(length * _UNIT)


def points(size: float) -> float:
    """A size of letters in points."""
    return round(size * _POINTS, 1)


def clean(text: str) -> str:
    """The text without letters that a document cannot hold."""
    return _NOT_IN_XML.sub("", text)


def with_icon(status: str, words: str) -> str:
    """A status as it is told: its icon and its word."""
    return f"{ICON[status]} {words}" if status in ICON and words else words
