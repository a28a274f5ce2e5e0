"""The words for people: Thai and English catalogues, one pair of .po files per room.

A message has a key (`error.unknown_area`), never a sentence, as its id; facts are named fields in braces.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from dashboard.messages.english import counted, inside

LANGUAGES: Final = ("th", "en")
_HERE = Path(__file__).parent


@cache
def catalogue(language: str) -> dict[str, str]:
    """All messages of a language, key → text, from every `*.<language>.po` beside this file."""
    messages: dict[str, str] = {}
    for path in sorted(_HERE.glob(f"*.{language}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = str(message.id)
                    if key in messages:
                        raise ValueError(f"message {key} stands twice, again in {path.name}")
                    messages[key] = str(message.string)
    return messages


def say(language: str, key: str, /, **facts: object) -> str:
    """The message `key` in a language with its facts filled in; KeyError when there is no such message."""
    text = catalogue(language)[key]
    if not facts:
        return text
    if language == "en":
        return counted(text.format(**inside(text, facts)))
    return text.format(**facts)
