"""The files of a small block that counts by one thing: a word and a number in each row."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from streamlit.delta_generator import DeltaGenerator

from dashboard.ui.about import about
from dashboard.ui.download import draw_downloads
from dashboard.ui.view import View


def draw_count_files(
    view: View,
    menu: DeltaGenerator | None,
    title: str,
    headings: tuple[str, str],
    counts: Iterable[tuple[str, int | float | Decimal | None]],
    *,
    key: str,
) -> None:
    """CSV and XLSX in the block's menu; `headings` name the word and the number."""
    if menu is None:
        return
    rows = [{"name": name, "n": n} for name, n in counts]
    name = f"{key.replace('_', '-')}-{view.filters.as_of}"
    with menu:
        draw_downloads(
            name, dict(zip(("name", "n"), headings, strict=True)), rows, about(view, title, len(rows)), key=key
        )
