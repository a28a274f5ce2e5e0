"""What the page is limited to, as chips that a click takes away: the frame's filters, and a page's own.

    draw_chips(view, [Chip("category", t("groups.category"), category)])

Each chip is a part of the address, so that taking it away is a link like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.ui.parts import part
from dashboard.ui.view import View
from dashboard.ui.words import t


@dataclass(frozen=True)
class Chip:
    """A part of the address (`key`), what it is called and what it is set to; `idle` says why it has no effect here."""

    key: str
    kind: str
    text: str
    idle: str = ""


def draw_chips(view: View, chips: Sequence[Chip], *, key: str = "chips") -> None:
    """The chips in a row, nothing when there are none."""
    if not chips:
        return
    everything = {chip.key: None for chip in chips}
    part("chips")(
        key=key,
        data={
            "label": t("chips.label"),
            "chips": [
                {
                    "key": chip.key,
                    "kind": chip.kind,
                    "text": chip.text,
                    "idle": chip.idle,
                    "href": view.link(**{chip.key: None}),
                    "remove": t("chips.remove", what=f"{chip.kind} {chip.text}".strip()),
                }
                for chip in chips
            ],
            "all": {"href": view.link(**everything), "label": t("chips.remove_all")} if len(chips) > 1 else None,
        },
    )
