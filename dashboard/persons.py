"""How a person's name is masked: its title and first letter stay. It must not know who may see it."""

from __future__ import annotations

from dashboard.thai import graphemes

_TITLES = ("นางสาว", "นาย", "นาง", "น.ส.")


def masked_name(text: str) -> str:
    """The title and the first letter of a name (a letter with its vowels and marks); '' for ''."""
    title = next((word for word in _TITLES if text.startswith(word)), "")
    letters = graphemes(text[len(title) :].strip())
    return f"{title}{letters[0] if letters else ''}…" if text else ""
