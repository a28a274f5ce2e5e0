"""Which slides a meeting has, in which order; as a short text for an address or to be saved.

`title,measures,areas,decisions` are these four, `areas` standing for every area that is not named by itself;
`area.4016` is one area's slide, `-area.4016` leaves it out of `areas`. The empty text is the usual order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.errors import UnreadableOption

AREAS = "areas"
NOTHING = "none"
USUAL = (
    "title", "last_time", "measures", "changes", "league", AREAS, "income", "otop", "budget", "scenario", "decisions",
)  # fmt: skip
MOST = 1200
_AREA = re.compile(r"-?area\.(?:[0-9]{2}){1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Template:
    """The ids of the slides in order, and the codes of areas that are left out of `areas`."""

    ids: tuple[str, ...] = USUAL
    left_out: tuple[str, ...] = ()


def to_text(template: Template) -> str:
    """The template as a text; '' for the usual one."""
    if template == Template():
        return ""
    return ",".join((*template.ids, *(f"-area.{code}" for code in template.left_out))) or NOTHING


def from_text(text: str) -> Template:
    """The template that a text means. Raises UnreadableOption for one that cannot be read whole, or names one twice."""
    if not text:
        return Template()
    parts = [] if text == NOTHING else text.split(",")
    if len(parts) > MOST or len(set(parts)) < len(parts):
        raise UnreadableOption(option="slides", value=text[:80])
    for part in parts:
        if part not in USUAL and not _AREA.fullmatch(part):
            raise UnreadableOption(option="slides", value=part[:80])
    left_out = tuple(part.removeprefix("-area.") for part in parts if part.startswith("-"))
    return Template(tuple(part for part in parts if not part.startswith("-")), left_out)


def without(template: Template, id_: str) -> Template:
    """The template without a slide; that of an area is left out of `areas`, too."""
    kept = tuple(known for known in template.ids if known != id_)
    own = (id_.removeprefix("area."),) if id_.startswith("area.") else ()
    return Template(kept, tuple(dict.fromkeys((*template.left_out, *own))))


def with_back(template: Template, id_: str) -> Template:
    """The template with a slide that was left out, or AREAS for those of all areas, where it usually stands."""
    if id_.startswith("area."):
        code = id_.removeprefix("area.")
        left_out = tuple(other for other in template.left_out if other != code)
        ids = template.ids if AREAS in template.ids or id_ in template.ids else (*template.ids, id_)
        return Template(ids, left_out)
    if id_ in template.ids:
        return template
    after = USUAL[USUAL.index(id_) + 1 :]
    place = next((n for n, known in enumerate(template.ids) if known in after), len(template.ids))
    return Template((*template.ids[:place], id_, *template.ids[place:]), template.left_out)


def without_areas(template: Template) -> Template:
    """The template without the slides of single areas."""
    return Template(tuple(id_ for id_ in template.ids if id_ != AREAS and not id_.startswith("area.")))


def moved(template: Template, id_: str, before: str | None, areas: Sequence[str]) -> Template:
    """The template with a slide set before another one (None: at the end).

    Where a slide goes between those of `areas`, these are named one by one from then on.
    """
    ids = template.ids
    if before is not None and before.startswith("area.") and before not in ids:
        named = set(ids)
        spelled = [f"area.{c}" for c in areas if f"area.{c}" not in named and c not in template.left_out]
        ids = tuple(own for known in ids for own in (spelled if known == AREAS else [known]))
    kept = [known for known in ids if known != id_]
    place = kept.index(before) if before in kept else len(kept)
    left_out = tuple(code for code in template.left_out if f"area.{code}" != id_)
    return Template((*kept[:place], id_, *kept[place:]), left_out)


def expanded(template: Template, areas: Sequence[str], has: Iterable[str]) -> list[str]:
    """The slides' ids for these areas, in order; of the others only those that the meeting `has`."""
    known, there = set(areas), set(has)
    named = {id_.removeprefix("area.") for id_ in template.ids if id_.startswith("area.")}
    found: list[str] = []
    for id_ in template.ids:
        if id_ == AREAS:
            found += [f"area.{code}" for code in areas if code not in named and code not in template.left_out]
        elif id_ in there or (id_.startswith("area.") and id_.removeprefix("area.") in known):
            found.append(id_)
    return found
