"""A block's charts as a PNG: the button, and what the picture says about itself. The browser makes the file."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.ui import data
from dashboard.ui.parts import part
from dashboard.ui.words import t


def draw_picture_button(name: str, about: Mapping[str, str], *, block: str, with_note: bool = True) -> None:
    """The button that saves the charts of the block of this key as `name`.png.

    `about` is what an export carries (see `about.about`): its first two lines become title and place, the others
    stand at the foot.
    """
    title, view = about[t("about.title")], about[t("about.view")]
    lines = [f"{label}: {text}" for label, text in about.items() if label not in (t("about.title"), t("about.view"))]
    is_example = data.snapshot().kind == "example"
    part("save_picture")(
        key=f"{block}_png",
        data={
            "block": block,
            "note": with_note,
            "name": f"{name}.png",
            "title": title,
            "view": view,
            "lines": lines,
            "example": f"{t('frame.example')} · {t('frame.example_note')}" if is_example else "",
            "words": {"save": t("download.png"), "failed": t("download.png_failed")},
        },
    )
