"""How a person's name is masked (its title and first letter stay), what stands for it in an address, and citizen IDs.

It must not know who may see a name.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from dashboard.thai import graphemes

TITLES = ("นางสาว", "นาย", "นาง", "น.ส.")


def masked_name(text: str) -> str:
    """The title and the first letter of a name (a letter with its vowels and marks); '' for ''."""
    title = next((word for word in TITLES if text.startswith(word)), "")
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


# -- citizen IDs, which are never kept

MASKED_ID = "×-××××-×××××-××-×"
"""What stands where a citizen ID stood."""

_APART = r"[\s.\-\u2010-\u2015]{0,3}"
_ID = re.compile(
    r"(?<!\d)(?:"
    + _APART.join((r"\d", r"\d{4}", r"\d{5}", r"\d{2}", r"\d"))
    + "|"
    + r"[\s\-]".join([r"\d"] * 13)
    + r")(?!\d)"
)
_INVISIBLE = dict.fromkeys((0x00, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def is_citizen_id(text: str) -> bool:
    """Whether the digits of a text (Thai ones too) are a Thai citizen ID: 13, the last of which checks the others."""
    digits = [unicodedata.digit(letter) for letter in text if letter.isdecimal()]
    if len(digits) != 13:
        return False
    return (11 - sum(d * w for d, w in zip(digits, range(13, 1, -1), strict=False)) % 11) % 10 == digits[12]


def without_citizen_ids(text: str) -> str:
    """The text with `MASKED_ID` in the place of every citizen ID: in one piece, in the groups of the card
    (1-2345-67890-12-1), digit by digit, or anyhow when nothing else stands in the text.
    """
    if sum(map(str.isdecimal, text)) < 13:
        return text
    plain = text.translate(_INVISIBLE)
    if is_citizen_id(plain) and not any(letter.isalpha() for letter in plain):
        return MASKED_ID
    masked = _ID.sub(lambda found: MASKED_ID if is_citizen_id(found[0]) else found[0], plain)
    return text if masked == plain else masked
