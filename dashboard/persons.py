"""How a person's name is masked (its title and first letter stay), and what stands for it in an address.

It must not know who may see a name.
"""

from __future__ import annotations

import re
from hashlib import sha256

from dashboard.thai import graphemes

_TITLES = ("นางสาว", "นาย", "นาง", "น.ส.")


def masked_name(text: str) -> str:
    """The title and the first letter of a name (a letter with its vowels and marks); '' for ''."""
    title = next((word for word in _TITLES if text.startswith(word)), "")
    letters = graphemes(text[len(title) :].strip())
    return f"{title}{letters[0] if letters else ''}…" if text else ""


def name_key(name: str) -> str:
    """What stands for a name in an address, so that a link that is sent around names nobody: `~` and ten letters of
    its digest; a key of a key is itself, and '' of ''. `queries/pages/officer_names.sql` finds the name again.
    """
    return name if not name or _KEY.fullmatch(name) else f"~{sha256(name.encode()).hexdigest()[:10]}"


def is_key(text: str) -> bool:
    """Whether a text is what stands for a name: one that was not found again."""
    return _KEY.fullmatch(text) is not None


_KEY = re.compile(r"~[0-9a-f]{10}")
