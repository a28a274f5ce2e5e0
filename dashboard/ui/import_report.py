"""Text from files on a page: taken literally, and where in a file something stands."""

from __future__ import annotations


def where(file: str, sheet: str) -> str:
    """A sheet of a file in words; a csv has no sheets."""
    return f"{file} · {sheet}" if sheet else file


def plain(text: str) -> str:
    """Text from a file inside markdown, its marks taken literally."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|<>~:$" else c for c in text)
