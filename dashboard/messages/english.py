"""One and other in English: the only place that knows how a noun after a number is written.

Messages are written for many ("{n} villages have …"); with one, the noun and the verb after it follow the number. Names
of levels are written for one ("District") and follow the number, too. Thai needs nothing of this.
"""

from __future__ import annotations

import re
from typing import Final

ONE: Final = {
    "activities": "activity", "areas": "area", "batches": "batch", "cells": "cell", "changes": "change",
    "codes": "code", "days": "day", "districts": "district", "entries": "entry", "files": "file", "gaps": "gap",
    "groups": "group", "headings": "heading", "households": "household", "imports": "import", "items": "item",
    "lines": "line",     "machines": "machine", "materials": "material", "measures": "measure", "members": "member",
    "months": "month", "neighbours": "neighbour", "occupations": "occupation", "officers": "officer",
    "packages": "package", "pairs": "pair", "people": "person", "persons": "person", "pieces": "piece",
    "places": "place", "points": "point", "provinces": "province", "queries": "query", "reasons": "reason",
    "records": "record", "rows": "row", "rules": "rule", "runs": "run", "sages": "sage", "seconds": "second",
    "sections": "section", "slides": "slide", "stars": "star", "states": "state", "subdistricts": "subdistrict",
    "tables": "table", "targets": "target", "teams": "team", "texts": "text", "times": "time",
    "trainers": "trainer", "tries": "try", "villages": "village", "weeks": "week",
}  # fmt: skip
"""Every noun that messages count: many → one."""

LEVELS: Final = {one: many for many, one in ONE.items() if one in ("province", "district", "subdistrict", "village")}
_VERBS: Final = {"have": "has", "are": "is", "were": "was", "lack": "lacks", "say": "says", "apply": "applies"}
_SINGLE = re.compile(
    rf"(?<![\d.,])(1\*{{0,2}} (?:[a-z-]+ ){{0,2}})({'|'.join(ONE)})\b( (?:{'|'.join(_VERBS)})\b)?", re.IGNORECASE
)
_SEVERAL = re.compile(rf"(?<![\d.,])(\d[\d,]*) ((?:more )?)({'|'.join(LEVELS)})\b")


def counted(text: str) -> str:
    """A message with its numbers filled in, its nouns as the numbers before them want them."""
    return _SEVERAL.sub(_several, _SINGLE.sub(_single, text))


def unit(count: str, word: str) -> str:
    """A word that stands apart from its number: `unit("1", "villages")`, `unit("6", "District")`."""
    return counted(f"{count} {word[:1].lower()}{word[1:]}").removeprefix(f"{count} ") if count else word


def inside(template: str, facts: dict[str, object]) -> dict[str, object]:
    """The facts, with the name of a level in small letters where it does not begin the sentence."""
    level = facts.get("level")
    if not isinstance(level, str) or template.startswith("{level}"):
        return facts
    return {**facts, "level": f"{level[:1].lower()}{level[1:]}"}


def _single(found: re.Match[str]) -> str:
    number, noun, verb = found.groups()
    return f"{number}{ONE[noun.lower()]}" + (f" {_VERBS[verb.strip()]}" if verb else "")


def _several(found: re.Match[str]) -> str:
    number, more, level = found.groups()
    return f"{number} {more}{level if number == '1' else LEVELS[level]}"
